/** Requests that fail, are lost or arrive late, and the answers and log lines that follow. */
@NullMarked
package io.holdfast.lab.faults;

import org.jspecify.annotations.NullMarked;
