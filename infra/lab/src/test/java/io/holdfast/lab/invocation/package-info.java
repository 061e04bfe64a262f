/** Direct invocation, the log, and what runs before a snapshot. */
@NullMarked
package io.holdfast.lab.invocation;

import org.jspecify.annotations.NullMarked;
