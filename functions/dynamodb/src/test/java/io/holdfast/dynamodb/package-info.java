/** The ledger against the real engine and, where only bytes tell, against a bare socket. */
@NullMarked
package io.holdfast.dynamodb;

import org.jspecify.annotations.NullMarked;
