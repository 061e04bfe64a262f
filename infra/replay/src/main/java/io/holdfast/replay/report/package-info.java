/** The results of a run, for a terminal, a spreadsheet and a browser. */
@NullMarked
package io.holdfast.replay.report;

import org.jspecify.annotations.NullMarked;
