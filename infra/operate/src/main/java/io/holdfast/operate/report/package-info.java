/** The reports of an audit, for people and for programs. */
@NullMarked
package io.holdfast.operate.report;

import org.jspecify.annotations.NullMarked;
