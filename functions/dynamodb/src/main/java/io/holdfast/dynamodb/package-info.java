/**
 * The ledger on DynamoDB: the table, the named conditions, items to records and back, and every
 * answer of the SDK as a value.
 */
@NullMarked
package io.holdfast.dynamodb;

import org.jspecify.annotations.NullMarked;
