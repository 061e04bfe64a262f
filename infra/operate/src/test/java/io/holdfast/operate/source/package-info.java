@NullMarked
package io.holdfast.operate.source;

import org.jspecify.annotations.NullMarked;
