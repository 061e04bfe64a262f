/** Time that passes only as far as the processes of a simulation wait. */
@NullMarked
package io.holdfast.engine.time;

import org.jspecify.annotations.NullMarked;
