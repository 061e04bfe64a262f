/** The report of a run, without a service. */
@NullMarked
package io.holdfast.replay.report;

import org.jspecify.annotations.NullMarked;
