/** Pages in a real browser: what a person sees, and what a screen reader and the network get. */
@NullMarked
package io.holdfast.local.browser;

import org.jspecify.annotations.NullMarked;
