/** One invocation: its settings, its object graph, its remaining time, its requests and its log. */
@NullMarked
package io.holdfast.lambda.invocation;

import org.jspecify.annotations.NullMarked;
