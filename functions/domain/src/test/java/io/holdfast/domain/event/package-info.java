@NullMarked
package io.holdfast.domain.event;

import org.jspecify.annotations.NullMarked;
