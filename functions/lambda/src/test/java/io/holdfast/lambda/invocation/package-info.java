@NullMarked
package io.holdfast.lambda.invocation;

import org.jspecify.annotations.NullMarked;
