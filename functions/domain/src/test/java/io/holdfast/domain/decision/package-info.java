@NullMarked
package io.holdfast.domain.decision;

import org.jspecify.annotations.NullMarked;
