/** The table and its items: records and resources as attributes and back. */
@NullMarked
package io.holdfast.dynamodb.item;

import org.jspecify.annotations.NullMarked;
