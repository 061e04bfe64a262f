@NullMarked
package io.holdfast.domain.audit;

import org.jspecify.annotations.NullMarked;
