@NullMarked
package io.holdfast.lambda.json;

import org.jspecify.annotations.NullMarked;
