/** The part of DynamoDB's expressions and of PartiQL that Holdfast writes, as the service means it. */
@NullMarked
package io.holdfast.engine.expression;

import org.jspecify.annotations.NullMarked;
