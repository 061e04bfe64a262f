/** The ledger: the one port to the store, its reads and writes, and its answers as values. */
@NullMarked
package io.holdfast.domain.ledger;

import org.jspecify.annotations.NullMarked;
