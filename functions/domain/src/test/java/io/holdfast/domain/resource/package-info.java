@NullMarked
package io.holdfast.domain.resource;

import org.jspecify.annotations.NullMarked;
