/** Tests of the service as its callers use it: HTTP, queue and stream, and their documents. */
@NullMarked
package io.holdfast.local;

import org.jspecify.annotations.NullMarked;
