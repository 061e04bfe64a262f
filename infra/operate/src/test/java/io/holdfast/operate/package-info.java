@NullMarked
package io.holdfast.operate;

import org.jspecify.annotations.NullMarked;
