/** The service's HTTP API as a caller knows it: address, authorization, requests, retries. */
@NullMarked
package io.holdfast.replay.service;

import org.jspecify.annotations.NullMarked;
