/** Two or more invocations at once, by a chosen schedule, with and without each guard. */
@NullMarked
package io.holdfast.lab.races;

import org.jspecify.annotations.NullMarked;
