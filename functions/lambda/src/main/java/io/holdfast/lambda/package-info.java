/**
 * The functions as AWS Lambda runs them: one thin handler each, the codec of HTTP API events
 * (payload format 2.0), and the wiring from the environment.
 */
@NullMarked
package io.holdfast.lambda;

import org.jspecify.annotations.NullMarked;
