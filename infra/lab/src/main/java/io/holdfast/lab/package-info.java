/** The whole set on one engine, called as AWS calls it, and doubles of the services around it. */
@NullMarked
package io.holdfast.lab;

import org.jspecify.annotations.NullMarked;
