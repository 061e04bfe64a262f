/** DynamoDB as its publications describe it: the time it takes, its throttling, its conflicts. */
@NullMarked
package io.holdfast.engine.service;

import org.jspecify.annotations.NullMarked;
