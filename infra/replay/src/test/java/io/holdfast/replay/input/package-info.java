/** Files that are accepted, and the problems that are named in files that are not. */
@NullMarked
package io.holdfast.replay.input;

import org.jspecify.annotations.NullMarked;
