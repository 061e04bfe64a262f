/**
 * Commands that race, fill a wheel or follow at random, and the replies that their callers
 * received.
 */
@NullMarked
package io.holdfast.lab.workload;

import org.jspecify.annotations.NullMarked;
