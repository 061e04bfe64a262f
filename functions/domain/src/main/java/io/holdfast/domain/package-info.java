/**
 * What Holdfast is: resources, bookings, verdicts, the decisions as pure functions, and the
 * protocol that reaches a verdict over one port, the {@link io.holdfast.domain.Ledger}.
 */
@NullMarked
package io.holdfast.domain;

import org.jspecify.annotations.NullMarked;
