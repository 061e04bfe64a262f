/** Addresses, authorization and retries; the server of these tests verifies signatures. */
@NullMarked
package io.holdfast.replay.service;

import org.jspecify.annotations.NullMarked;
