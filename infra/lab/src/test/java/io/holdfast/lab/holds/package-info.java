/** Holds: confirm, release and expiry, over a week, a year and a full wheel. */
@NullMarked
package io.holdfast.lab.holds;

import org.jspecify.annotations.NullMarked;
