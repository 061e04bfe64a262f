/** Events: what consumers receive about a change of a booking or of a resource. */
@NullMarked
package io.holdfast.domain.event;

import org.jspecify.annotations.NullMarked;
