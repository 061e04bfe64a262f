/** The whole set on one engine, called as AWS calls it, and the doubles of what is around it. */
@NullMarked
package io.holdfast.lab;

import org.jspecify.annotations.NullMarked;
