/** How a function is invoked on this machine: its context, its batches, and the pauses between tries. */
@NullMarked
package io.holdfast.local.invocation;

import org.jspecify.annotations.NullMarked;
