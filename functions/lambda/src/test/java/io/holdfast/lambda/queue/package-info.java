@NullMarked
package io.holdfast.lambda.queue;

import org.jspecify.annotations.NullMarked;
