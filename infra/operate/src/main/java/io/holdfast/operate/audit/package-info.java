/** The audit: whether the items of a table, as they lie there, keep every promise of the design. */
@NullMarked
package io.holdfast.operate.audit;

import org.jspecify.annotations.NullMarked;
