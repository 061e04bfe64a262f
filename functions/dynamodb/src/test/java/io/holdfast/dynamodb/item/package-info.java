@NullMarked
package io.holdfast.dynamodb.item;

import org.jspecify.annotations.NullMarked;
