@NullMarked
package io.holdfast.domain.protocol;

import org.jspecify.annotations.NullMarked;
