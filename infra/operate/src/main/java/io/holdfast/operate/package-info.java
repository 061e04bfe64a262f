/** Tools for whoever runs the service; they read its tables, and are never deployed. */
@NullMarked
package io.holdfast.operate;

import org.jspecify.annotations.NullMarked;
