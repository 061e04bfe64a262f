/** The HTTP API in front of the functions: events of payload format 2.0 in, HTTP replies out. */
@NullMarked
package io.holdfast.local.http;

import org.jspecify.annotations.NullMarked;
