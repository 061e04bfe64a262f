/** Reports of runs that the tests make up. */
@NullMarked
package io.holdfast.replay.report;

import org.jspecify.annotations.NullMarked;
