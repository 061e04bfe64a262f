/** The functions on the real engine: races by chosen schedule, faults on the wire, hostile input. */
@NullMarked
package io.holdfast.lambda;

import org.jspecify.annotations.NullMarked;
