/**
 * Replays a file of booking attempts against a running service and audits what is recorded
 * afterwards. It knows the service by its HTTP API only.
 */
@NullMarked
package io.holdfast.replay;

import org.jspecify.annotations.NullMarked;
