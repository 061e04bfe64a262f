/** Runs concurrent invocations in every order and with every fault, and checks what they leave. */
@NullMarked
package io.holdfast.lab.explorer;

import org.jspecify.annotations.NullMarked;
