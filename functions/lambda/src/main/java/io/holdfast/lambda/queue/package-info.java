/** The queue of commands: a batch in, the messages to redeliver out. */
@NullMarked
package io.holdfast.lambda.queue;

import org.jspecify.annotations.NullMarked;
