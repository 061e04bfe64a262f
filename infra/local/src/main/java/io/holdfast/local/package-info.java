/**
 * The whole service on one machine: HTTP, queue and stream invoke the same handlers with the same
 * events as on AWS, and DynamoDB Local keeps the table.
 */
@NullMarked
package io.holdfast.local;

import org.jspecify.annotations.NullMarked;
