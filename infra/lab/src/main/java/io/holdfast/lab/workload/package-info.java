/** Commands that race, fill or wander, and what the callers of a run were told. */
@NullMarked
package io.holdfast.lab.workload;

import org.jspecify.annotations.NullMarked;
