/**
 * The functions that AWS Lambda runs: a handler for each route, for direct invocation, for the
 * queue and for the table's stream.
 */
@NullMarked
package io.holdfast.lambda;

import org.jspecify.annotations.NullMarked;
