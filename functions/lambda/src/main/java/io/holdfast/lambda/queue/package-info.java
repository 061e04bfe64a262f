/** The queue of commands: a batch in, the messages that are delivered again out. */
@NullMarked
package io.holdfast.lambda.queue;

import org.jspecify.annotations.NullMarked;
