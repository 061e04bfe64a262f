/** Item changes become events, once each and in order. */
@NullMarked
package io.holdfast.lab.stream;

import org.jspecify.annotations.NullMarked;
