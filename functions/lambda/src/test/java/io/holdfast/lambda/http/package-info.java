@NullMarked
package io.holdfast.lambda.http;

import org.jspecify.annotations.NullMarked;
