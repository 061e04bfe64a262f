/** The ledger: the one port to the store, what is read and written through it, and its answers as values. */
@NullMarked
package io.holdfast.domain.ledger;

import org.jspecify.annotations.NullMarked;
