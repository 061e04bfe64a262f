/** Tests of who may call the service from a browser. */
@NullMarked
package io.holdfast.local.http;

import org.jspecify.annotations.NullMarked;
