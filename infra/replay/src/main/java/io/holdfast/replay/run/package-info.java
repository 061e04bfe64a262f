/** One replay: define resources, book, and audit what is recorded. */
@NullMarked
package io.holdfast.replay.run;

import org.jspecify.annotations.NullMarked;
