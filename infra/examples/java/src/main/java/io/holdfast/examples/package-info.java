/** Examples of callers. They know the service by its HTTP API only, and are meant to be copied. */
@NullMarked
package io.holdfast.examples;

import org.jspecify.annotations.NullMarked;
