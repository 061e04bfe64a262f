/** Bookings: their lines, their state, and the verdicts of the commands on them that they keep. */
@NullMarked
package io.holdfast.domain.booking;

import org.jspecify.annotations.NullMarked;
