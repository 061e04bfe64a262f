@NullMarked
package io.holdfast.lab.listing;

import org.jspecify.annotations.NullMarked;
