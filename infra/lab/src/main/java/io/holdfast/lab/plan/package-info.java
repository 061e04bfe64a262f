/** What a sale that is still to come will take, refuse, cost and need. */
@NullMarked
package io.holdfast.lab.plan;

import org.jspecify.annotations.NullMarked;
