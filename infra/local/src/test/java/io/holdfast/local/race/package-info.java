/** Tests of races, each on a real engine, with every fault. */
@NullMarked
package io.holdfast.local.race;

import org.jspecify.annotations.NullMarked;
