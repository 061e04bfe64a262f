/** Millions of attempts in virtual time, with every promise checked: as they run and at the end. */
@NullMarked
package io.holdfast.lab.longrun;

import org.jspecify.annotations.NullMarked;
