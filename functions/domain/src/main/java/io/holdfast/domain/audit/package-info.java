/** The audit: whether the recorded items keep the promises of the design. */
@NullMarked
package io.holdfast.domain.audit;

import org.jspecify.annotations.NullMarked;
