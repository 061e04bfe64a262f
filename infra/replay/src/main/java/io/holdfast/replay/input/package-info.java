/** CSV files of attempts and resources, and their checks before the first request. */
@NullMarked
package io.holdfast.replay.input;

import org.jspecify.annotations.NullMarked;
