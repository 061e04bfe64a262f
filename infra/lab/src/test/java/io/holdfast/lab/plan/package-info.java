/** Tests of the planner. */
@NullMarked
package io.holdfast.lab.plan;

import org.jspecify.annotations.NullMarked;
