/** What the functions do without a store; the tests of the whole set are in infra/lab. */
@NullMarked
package io.holdfast.lambda;

import org.jspecify.annotations.NullMarked;
