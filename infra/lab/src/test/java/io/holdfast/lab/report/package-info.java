/** Tests of the report on contention, and of the page that shows it. */
@NullMarked
package io.holdfast.lab.report;

import org.jspecify.annotations.NullMarked;
