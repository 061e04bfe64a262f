/** The commands that race in the explorer, and the items that they find. */
@NullMarked
package io.holdfast.lab.race;

import org.jspecify.annotations.NullMarked;
