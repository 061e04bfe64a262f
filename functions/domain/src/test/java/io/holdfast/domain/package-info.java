/** Tests of rules that need no table. */
@NullMarked
package io.holdfast.domain;

import org.jspecify.annotations.NullMarked;
