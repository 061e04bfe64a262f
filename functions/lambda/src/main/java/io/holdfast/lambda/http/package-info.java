/** The HTTP API: its events, requests, replies and problems. */
@NullMarked
package io.holdfast.lambda.http;

import org.jspecify.annotations.NullMarked;
