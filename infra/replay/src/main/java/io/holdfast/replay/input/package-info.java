/** The files that a replay reads and writes in CSV, checked before anything of them is sent. */
@NullMarked
package io.holdfast.replay.input;

import org.jspecify.annotations.NullMarked;
