/** Requests that fail, are lost or come late, and what the answers and the log then say. */
@NullMarked
package io.holdfast.lab.faults;

import org.jspecify.annotations.NullMarked;
