/** Schedules of the explorer as JSON and as pages with swim lanes. */
@NullMarked
package io.holdfast.lab.schedule;

import org.jspecify.annotations.NullMarked;
