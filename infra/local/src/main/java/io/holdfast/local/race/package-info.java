/** A race that a person asks for: many callers of one resource, on a client that misbehaves. */
@NullMarked
package io.holdfast.local.race;

import org.jspecify.annotations.NullMarked;
