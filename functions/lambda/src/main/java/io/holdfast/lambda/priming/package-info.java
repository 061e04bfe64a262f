/** What runs before a snapshot, so that a restored function has its classes loaded. */
@NullMarked
package io.holdfast.lambda.priming;

import org.jspecify.annotations.NullMarked;
