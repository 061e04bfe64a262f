/** Pages of reads, and how the progress of a task is shown. */
@NullMarked
package io.holdfast.replay.run;

import org.jspecify.annotations.NullMarked;
