/** One race: the items that it starts with, the commands that race, and every image of the items. */
@NullMarked
package io.holdfast.lab.race;

import org.jspecify.annotations.NullMarked;
