/**
 * The real engine, DynamoDB Local, in this process; and the tools that make it misbehave on
 * purpose: a gate that chooses the order of requests, faults on the wire, guards taken away.
 */
@NullMarked
package io.holdfast.engine;

import org.jspecify.annotations.NullMarked;
