@NullMarked
package io.holdfast.domain.booking;

import org.jspecify.annotations.NullMarked;
