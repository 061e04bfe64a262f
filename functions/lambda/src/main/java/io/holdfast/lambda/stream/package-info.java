/** The table's stream in, events on the bus out. */
@NullMarked
package io.holdfast.lambda.stream;

import org.jspecify.annotations.NullMarked;
