/** Tests of the command line and of its launcher. */
@NullMarked
package io.holdfast.lab.cli;

import org.jspecify.annotations.NullMarked;
