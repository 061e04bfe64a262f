/** Items in the table: those of another release, and the two stores against each other. */
@NullMarked
package io.holdfast.lab.stored;

import org.jspecify.annotations.NullMarked;
