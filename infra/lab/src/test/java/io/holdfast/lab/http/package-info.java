/** The routes: replies, problems, preconditions, and hostile input. */
@NullMarked
package io.holdfast.lab.http;

import org.jspecify.annotations.NullMarked;
