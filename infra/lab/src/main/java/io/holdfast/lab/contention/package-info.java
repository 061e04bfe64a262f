/** Simulated sales: designs under load, on a DynamoDB that conflicts and throttles. */
@NullMarked
package io.holdfast.lab.contention;

import org.jspecify.annotations.NullMarked;
