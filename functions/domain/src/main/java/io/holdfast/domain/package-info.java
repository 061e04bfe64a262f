/**
 * The words of all rooms: ids, verdicts, reasons and limits. Each room below has one family of types:
 * resources, bookings, commands, decisions, the ledger, the protocol and events.
 */
@NullMarked
package io.holdfast.domain;

import org.jspecify.annotations.NullMarked;
