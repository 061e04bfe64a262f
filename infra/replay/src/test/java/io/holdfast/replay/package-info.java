/** The tool against the local service, and the launcher with a build that is faked. */
@NullMarked
package io.holdfast.replay;

import org.jspecify.annotations.NullMarked;
