/** Tests of the audit: a real table, edits of it, and each rule by itself. */
@NullMarked
package io.holdfast.operate.audit;

import org.jspecify.annotations.NullMarked;
