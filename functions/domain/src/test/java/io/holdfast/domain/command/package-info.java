@NullMarked
package io.holdfast.domain.command;

import org.jspecify.annotations.NullMarked;
