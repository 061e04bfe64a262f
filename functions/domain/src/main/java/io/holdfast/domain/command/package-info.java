/** Commands: what a caller asks for, checked against the limits before anything is read. */
@NullMarked
package io.holdfast.domain.command;

import org.jspecify.annotations.NullMarked;
