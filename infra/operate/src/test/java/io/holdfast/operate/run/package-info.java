@NullMarked
package io.holdfast.operate.run;

import org.jspecify.annotations.NullMarked;
