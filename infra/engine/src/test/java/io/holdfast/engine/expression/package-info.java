@NullMarked
package io.holdfast.engine.expression;

import org.jspecify.annotations.NullMarked;
