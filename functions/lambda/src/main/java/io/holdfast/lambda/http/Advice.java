package io.holdfast.lambda.http;

import static io.holdfast.lambda.http.Wording.figure;
import static io.holdfast.lambda.http.Wording.has;
import static io.holdfast.lambda.http.Wording.remaining;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Verdict;

/** What the caller of a failed command can do now, as the end of a sentence. */
final class Advice {
    private Advice() {}

    static String of(Subject subject, Verdict.Failed failed) {
        Evidence evidence = failed.evidence();
        return switch (failed.reason()) {
            case BOOKING_NOT_FOUND -> "book first";
            case RESOURCE_NOT_FOUND -> subject.isDefinition()
                    ? "create it without expectedDefinitionVersion, under a new id"
                    : "define the resource, then " + take(subject) + " under a new id";
            case ILLEGAL_STATE -> remaining(evidence) > 0
                    ? "release at most " + remaining(evidence) + " under a new id"
                    : "read the booking to see what became of it";
            case HOLD_EXPIRED -> bookAgain(evidence);
            case RESOURCE_CLOSED -> take(subject) + " under a new id once it is open";
            case VERSION_MISMATCH -> "read the resource and decide anew, under a new id";
            case INSUFFICIENT_CAPACITY -> figure(evidence, Figure.AVAILABLE) > 0
                    ? "ask for less under a new id"
                    : "ask again under a new id when units have come back";
            case CAPACITY_IN_USE -> has(evidence, Figure.TAKEN)
                    ? "ask for at least " + figure(evidence, Figure.TAKEN)
                            + ", or allow a drain, under a new id"
                    : "ask for more, or allow a drain, under a new id";
            case ABANDONED, UNKNOWN -> "ask again under a new id";
            case CONTENTION, THROTTLED, STORE_ERROR ->
                "try again under a new id after a short wait";
        };
    }

    private static String take(Subject subject) {
        return subject.isAmendment() ? "amend" : "book";
    }

    // The figures are those of the line that is shortest: if it has enough, all have.
    private static String bookAgain(Evidence evidence) {
        if (!Wording.saysWhatIsFree(evidence)) {
            return "book again under a new id";
        }
        long available = figure(evidence, Figure.AVAILABLE);
        return available >= figure(evidence, Figure.REQUESTED)
                ? "book again now, under a new id, while the units are still free"
                : available > 0
                        ? "book fewer units under a new id"
                        : "book again under a new id when units have come back";
    }
}
