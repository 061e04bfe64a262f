/** The listing: which bookings a resource or a reference has, as the stream of the table shows it. */
@NullMarked
package io.holdfast.domain.listing;

import org.jspecify.annotations.NullMarked;
