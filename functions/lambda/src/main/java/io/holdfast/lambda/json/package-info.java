/** Strict JSON: commands, verdicts and the events of AWS, in and out. */
@NullMarked
package io.holdfast.lambda.json;

import org.jspecify.annotations.NullMarked;
