/**
 * The whole set on one machine: real HTTP in, the very same events and handlers as on AWS, and
 * DynamoDB Local as the table.
 */
@NullMarked
package io.holdfast.local;

import org.jspecify.annotations.NullMarked;
