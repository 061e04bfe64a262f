/** Valid input files, and the problems that are reported for invalid ones. */
@NullMarked
package io.holdfast.replay.input;

import org.jspecify.annotations.NullMarked;
