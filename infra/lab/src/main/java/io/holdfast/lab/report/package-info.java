/** What contention costs, as tables, plots and a page, from simulated sales. */
@NullMarked
package io.holdfast.lab.report;

import org.jspecify.annotations.NullMarked;
