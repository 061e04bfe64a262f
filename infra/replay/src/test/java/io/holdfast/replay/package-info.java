/** The tool against a real service, and its audit against services that lie. */
@NullMarked
package io.holdfast.replay;

import org.jspecify.annotations.NullMarked;
