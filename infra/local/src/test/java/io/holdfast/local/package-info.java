/** The service as its callers meet it: over real HTTP, and by its OpenAPI document. */
@NullMarked
package io.holdfast.local;

import org.jspecify.annotations.NullMarked;
