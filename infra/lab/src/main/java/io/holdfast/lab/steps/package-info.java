/** The steps of a schedule: what an invocation asks of the store, what it gets, and what is there. */
@NullMarked
package io.holdfast.lab.steps;

import org.jspecify.annotations.NullMarked;
