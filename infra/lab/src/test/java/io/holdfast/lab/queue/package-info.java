/** Commands through the queue: batches, redelivery, and messages that are moved aside. */
@NullMarked
package io.holdfast.lab.queue;

import org.jspecify.annotations.NullMarked;
