/** One replay: define, book, ask everything again, and audit what is recorded. */
@NullMarked
package io.holdfast.replay.run;

import org.jspecify.annotations.NullMarked;
