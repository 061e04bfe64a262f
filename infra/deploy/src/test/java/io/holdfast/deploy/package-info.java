/** Holds template.yaml and the package against the code, and runs both on LocalStack. */
@NullMarked
package io.holdfast.deploy;

import org.jspecify.annotations.NullMarked;
