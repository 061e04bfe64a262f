/**
 * The ledger on DynamoDB: requests with their named conditions, the client, and every answer of the SDK
 * as a value.
 */
@NullMarked
package io.holdfast.dynamodb;

import org.jspecify.annotations.NullMarked;
