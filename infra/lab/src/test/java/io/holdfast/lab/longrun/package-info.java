@NullMarked
package io.holdfast.lab.longrun;

import org.jspecify.annotations.NullMarked;
