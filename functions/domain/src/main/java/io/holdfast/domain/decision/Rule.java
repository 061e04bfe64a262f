package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Reason;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A reason to refuse, and when it is true.
 *
 * @param <S> the subject: one line of a command and the image that it is judged on
 * @param evidence the figures of that image
 */
record Rule<S>(Reason reason, Predicate<S> applies, Function<S, Evidence> evidence) {}
