/** The invocations that the table's stream causes, and the events that come of them. */
@NullMarked
package io.holdfast.local.stream;

import org.jspecify.annotations.NullMarked;
