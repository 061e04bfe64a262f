@NullMarked
package io.holdfast.operate.report;

import org.jspecify.annotations.NullMarked;
