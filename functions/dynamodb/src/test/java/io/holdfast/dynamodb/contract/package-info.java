/** What every store behind the ledger must do, as tests that each of them passes. */
@NullMarked
package io.holdfast.dynamodb.contract;

import org.jspecify.annotations.NullMarked;
