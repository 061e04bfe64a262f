/** The queues of an SQS server in this process, and the invocations that their messages cause. */
@NullMarked
package io.holdfast.local.queue;

import org.jspecify.annotations.NullMarked;
