@NullMarked
package io.holdfast.lab.explorer;

import org.jspecify.annotations.NullMarked;
