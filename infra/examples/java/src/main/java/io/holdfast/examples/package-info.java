/** Examples of callers. They use only its HTTP API, and are meant to be copied. */
@NullMarked
package io.holdfast.examples;

import org.jspecify.annotations.NullMarked;
