@NullMarked
package io.holdfast.domain.listing;

import org.jspecify.annotations.NullMarked;
