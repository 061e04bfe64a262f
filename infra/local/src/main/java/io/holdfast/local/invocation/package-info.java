/** Invocations of functions on this machine: context, batches, and the pauses between retries. */
@NullMarked
package io.holdfast.local.invocation;

import org.jspecify.annotations.NullMarked;
