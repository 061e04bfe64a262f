/** One run of the audit: its passes, its rounds, and what is in motion meanwhile. */
@NullMarked
package io.holdfast.operate.run;

import org.jspecify.annotations.NullMarked;
