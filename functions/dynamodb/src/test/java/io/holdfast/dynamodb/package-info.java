/** The ledger against the real engine, and against a bare socket where bytes decide. */
@NullMarked
package io.holdfast.dynamodb;

import org.jspecify.annotations.NullMarked;
