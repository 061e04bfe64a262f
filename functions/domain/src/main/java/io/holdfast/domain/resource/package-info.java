/** Resources: their counters, their definition, the slots of their holds, and movements of units. */
@NullMarked
package io.holdfast.domain.resource;

import org.jspecify.annotations.NullMarked;
