@NullMarked
package io.holdfast.lambda.stream;

import org.jspecify.annotations.NullMarked;
