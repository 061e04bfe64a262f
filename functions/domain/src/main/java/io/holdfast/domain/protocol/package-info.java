/** The protocol: how a command reaches its one verdict over the ledger. */
@NullMarked
package io.holdfast.domain.protocol;

import org.jspecify.annotations.NullMarked;
