/** Simulated sales: what must hold under load, and the simulation itself. */
@NullMarked
package io.holdfast.lab.contention;

import org.jspecify.annotations.NullMarked;
