/** Addresses, authorization and retries, against a server that checks what it receives. */
@NullMarked
package io.holdfast.replay.service;

import org.jspecify.annotations.NullMarked;
