package io.holdfast.lambda.http;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.lambda.json.Timestamp;

/**
 * Words a failed verdict for people: a title for its reason, and a detail of this occurrence with
 * the figures of its evidence. Programs read {@code reason} and {@code evidence} instead.
 */
final class Wording {
    private Wording() {}

    /** The same for every occurrence of a reason, as RFC 9457 requires of a title. */
    static String title(Reason reason) {
        return switch (reason) {
            case BOOKING_NOT_FOUND -> "There is no such booking";
            case RESOURCE_NOT_FOUND -> "There is no such resource";
            case ILLEGAL_STATE -> "The booking's state does not allow this";
            case HOLD_EXPIRED -> "The hold has expired";
            case RESOURCE_CLOSED -> "The resource is closed";
            case VERSION_MISMATCH -> "The version is not the expected one";
            case INSUFFICIENT_CAPACITY -> "Not enough units are available";
            case CAPACITY_IN_USE -> "The capacity is in use";
            case ABANDONED -> "The command was given up";
            case CONTENTION -> "Another command was under way";
            case THROTTLED -> "The table was too busy";
            case STORE_ERROR -> "The store failed";
            case UNKNOWN -> "The reason comes from a later release";
        };
    }

    /** What happened, that nothing was changed, and what the caller can do now. */
    static String detail(Subject subject, Verdict.Failed failed) {
        return happened(subject, failed) + " Nothing was changed; "
                + subject.keeper() + " keeps this answer, "
                + Advice.of(subject, failed) + ".";
    }

    private static String happened(Subject subject, Verdict.Failed failed) {
        Evidence evidence = failed.evidence();
        return switch (failed.reason()) {
            case BOOKING_NOT_FOUND -> "There is no booking " + subject.booking() + ".";
            case RESOURCE_NOT_FOUND -> evidence.resource() == null
                    ? title(failed.reason()) + "."
                    : "There is no resource " + resource(evidence) + " yet.";
            case ILLEGAL_STATE -> illegalState(subject, evidence);
            case HOLD_EXPIRED -> expired(subject, evidence);
            case RESOURCE_CLOSED -> resource(evidence) + " is closed.";
            case VERSION_MISMATCH -> versionMismatch(evidence);
            case INSUFFICIENT_CAPACITY -> insufficient(subject, evidence);
            case CAPACITY_IN_USE -> inUse(evidence);
            case ABANDONED -> "Somebody gave up on " + subject.keeper()
                    + " before it was decided.";
            case CONTENTION -> "Another command was under way"
                    + (evidence.resource() == null ? "." : " on " + resource(evidence) + ".");
            case THROTTLED -> "The table had no throughput left for the write.";
            case STORE_ERROR -> "The store failed at a write, so the command was shut out.";
            case UNKNOWN -> "A later release recorded the reason " + failed.text() + ".";
        };
    }

    private static String illegalState(Subject subject, Evidence evidence) {
        if (!has(evidence, Figure.REMAINING)) {
            return subject.isExtension()
                    ? subject.booking() + " is no hold that can be extended: it was confirmed or"
                            + " released, or it failed."
                    : subject.booking() + " has nothing to " + subject.verb()
                            + ": it was released as a whole, or it failed.";
        }
        return subject.booking() + " has " + units(remaining(evidence)) + " left on "
                + resource(evidence) + " and " + were(figure(evidence, Figure.REQUESTED))
                + " to be released.";
    }

    private static String expired(Subject subject, Evidence evidence) {
        if (!has(evidence, Figure.SLOT)) {
            return title(Reason.HOLD_EXPIRED) + ".";
        }
        String at = Timestamp.text(ExpiryWheel.expiresAt(figure(evidence, Figure.SLOT)));
        return subject.isBooking()
                ? "The hold would end at " + at + ", which is over already for " + resource(
                        evidence) + "."
                : "The hold " + subject.booking() + " expired at " + at + free(evidence) + ".";
    }

    static boolean saysWhatIsFree(Evidence evidence) {
        return has(evidence, Figure.AVAILABLE) && has(evidence, Figure.REQUESTED);
    }

    private static String free(Evidence evidence) {
        return saysWhatIsFree(evidence)
                ? "; " + available(evidence) + " and " + were(figure(evidence, Figure.REQUESTED))
                        + " held"
                : "";
    }

    private static String versionMismatch(Evidence evidence) {
        if (has(evidence, Figure.EXPECTED_VERSION)) {
            return resource(evidence) + " has version " + figure(evidence, Figure.VERSION) + " and "
                    + figure(evidence, Figure.EXPECTED_VERSION) + " was expected.";
        }
        return has(evidence, Figure.EXPECTED_DEFINITION_VERSION)
                ? resource(evidence) + " has definition version "
                        + figure(evidence, Figure.DEFINITION_VERSION) + " and "
                        + figure(evidence, Figure.EXPECTED_DEFINITION_VERSION) + " was expected."
                : title(Reason.VERSION_MISMATCH) + ".";
    }

    private static String insufficient(Subject subject, Evidence evidence) {
        if (!has(evidence, Figure.AVAILABLE)) {
            return title(Reason.INSUFFICIENT_CAPACITY) + ".";
        }
        long requested = figure(evidence, Figure.REQUESTED);
        // An amendment asks only for what its line gains.
        String more = subject.isAmendment() ? requested + " more" : String.valueOf(requested);
        return available(evidence) + " and " + more + (requested == 1 ? " was" : " were")
                + " asked for.";
    }

    private static String available(Evidence evidence) {
        long available = figure(evidence, Figure.AVAILABLE);
        return resource(evidence) + (available < 0
                ? " must get " + units(-available) + " back before any is available"
                : " has " + units(available) + " available");
    }

    private static String inUse(Evidence evidence) {
        if (!has(evidence, Figure.TAKEN)) {
            return title(Reason.CAPACITY_IN_USE) + ".";
        }
        long taken = figure(evidence, Figure.TAKEN);
        return resource(evidence) + " has " + units(taken) + " taken, of a capacity of "
                + figure(evidence, Figure.CAPACITY) + ", and a capacity of "
                + figure(evidence, Figure.REQUESTED) + " was asked for.";
    }

    private static String resource(Evidence evidence) {
        return evidence.resource() == null ? "the resource" : evidence.resource().value();
    }

    // Another release may have recorded other figures: a sentence never invents one.
    static boolean has(Evidence evidence, Figure figure) {
        return evidence.figures().containsKey(figure);
    }

    static long remaining(Evidence evidence) {
        return figure(evidence, Figure.REMAINING);
    }

    static long figure(Evidence evidence, Figure figure) {
        return evidence.figures().getOrDefault(figure, 0L);
    }

    private static String units(long count) {
        return count == 0 ? "no units" : count == 1 ? "1 unit" : count + " units";
    }

    private static String were(long count) {
        return count == 1 ? "1 was" : count + " were";
    }
}
