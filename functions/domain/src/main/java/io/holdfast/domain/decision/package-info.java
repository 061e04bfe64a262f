/** Decisions: pure functions of what one read showed, of a command and of one reading of the clock. */
@NullMarked
package io.holdfast.domain.decision;

import org.jspecify.annotations.NullMarked;
