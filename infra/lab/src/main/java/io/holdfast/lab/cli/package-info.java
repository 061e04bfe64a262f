/** The command line of the lab: the report on contention, and the planner of a sale. */
@NullMarked
package io.holdfast.lab.cli;

import org.jspecify.annotations.NullMarked;
