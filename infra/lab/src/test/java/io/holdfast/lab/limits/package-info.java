/**
 * The sizes of items, the requests of operations, and the number of verdicts that a booking keeps.
 */
@NullMarked
package io.holdfast.lab.limits;

import org.jspecify.annotations.NullMarked;
