/** Runs the examples against the service, and the state machine against the function Command. */
@NullMarked
package io.holdfast.examples;

import org.jspecify.annotations.NullMarked;
