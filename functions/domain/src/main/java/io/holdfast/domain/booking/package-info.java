/** Bookings: their lines, their state, and the verdicts of confirms and releases that they keep. */
@NullMarked
package io.holdfast.domain.booking;

import org.jspecify.annotations.NullMarked;
