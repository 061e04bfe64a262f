/** What items weigh, what operations cost in requests, and how many verdicts a booking keeps. */
@NullMarked
package io.holdfast.lab.limits;

import org.jspecify.annotations.NullMarked;
