@NullMarked
package io.holdfast.domain.ledger;

import org.jspecify.annotations.NullMarked;
