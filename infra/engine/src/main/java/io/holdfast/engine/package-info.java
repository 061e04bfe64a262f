/**
 * Stores for tests, and their misbehavior: DynamoDB Local in this process and a table in memory,
 * chosen orders of requests, faults below the SDK, and guards taken away.
 */
@NullMarked
package io.holdfast.engine;

import org.jspecify.annotations.NullMarked;
