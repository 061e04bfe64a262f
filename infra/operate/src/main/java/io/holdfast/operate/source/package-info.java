/** Where an audit reads its items: a table, or an export of one. Nothing here writes. */
@NullMarked
package io.holdfast.operate.source;

import org.jspecify.annotations.NullMarked;
