/** The board: a page of the local service that shows the resources, the verdicts and the races. */
@NullMarked
package io.holdfast.local.board;

import org.jspecify.annotations.NullMarked;
