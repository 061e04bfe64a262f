/** The store in virtual time gives the answers that DynamoDB Local gives. */
@NullMarked
package io.holdfast.lab.simulation;

import org.jspecify.annotations.NullMarked;
