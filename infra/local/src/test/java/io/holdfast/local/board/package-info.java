/** Tests of what the board takes from the functions, and what it leaves alone. */
@NullMarked
package io.holdfast.local.board;

import org.jspecify.annotations.NullMarked;
