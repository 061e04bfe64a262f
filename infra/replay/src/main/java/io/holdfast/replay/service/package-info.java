/** The HTTP API from the caller's side: address, authorization, requests, replies, retries. */
@NullMarked
package io.holdfast.replay.service;

import org.jspecify.annotations.NullMarked;
