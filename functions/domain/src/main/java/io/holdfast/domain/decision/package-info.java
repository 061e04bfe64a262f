/** Decisions: pure functions of an image, of a command and of one reading of the clock. */
@NullMarked
package io.holdfast.domain.decision;

import org.jspecify.annotations.NullMarked;
