package io.holdfast.domain.audit;

import static io.holdfast.domain.Evidence.Figure.AVAILABLE;
import static io.holdfast.domain.Evidence.Figure.CAPACITY;
import static io.holdfast.domain.Evidence.Figure.DEFINITION_VERSION;
import static io.holdfast.domain.Evidence.Figure.EXPECTED_DEFINITION_VERSION;
import static io.holdfast.domain.Evidence.Figure.EXPECTED_VERSION;
import static io.holdfast.domain.Evidence.Figure.EXPIRED_THROUGH;
import static io.holdfast.domain.Evidence.Figure.REMAINING;
import static io.holdfast.domain.Evidence.Figure.REQUESTED;
import static io.holdfast.domain.Evidence.Figure.SLOT;
import static io.holdfast.domain.Evidence.Figure.TAKEN;
import static io.holdfast.domain.Evidence.Figure.VERSION;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.resource.ExpiryWheel;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The figures that each reason is recorded with. A reason is a statement (design section 2), so its
 * figures must make it true: what was requested is more than what was available.
 */
final class Reasons {
    /** Whose verdict it is; not every command can fail for every reason. */
    enum Of {
        BOOK,
        CONFIRM,
        RELEASE,
        EXTEND,
        AMEND,
        DEFINE
    }

    /** The last minute that an item can name; later ones are no instants for every library. */
    private static final long LAST_SLOT = Instant.parse("9999-12-31T23:59:00Z").getEpochSecond()
            / 60;

    private Reasons() {}

    /** Whether a command can have failed like that. */
    static boolean isPossible(Of command, Verdict.Failed failed) {
        Evidence evidence = failed.evidence();
        boolean ofResource = evidence.resource() != null;
        Map<Figure, Long> figures = evidence.figures();
        return inRange(figures) && switch (failed.reason()) {
            case RESOURCE_NOT_FOUND -> ofResource && figures.isEmpty();
            case ILLEGAL_STATE -> isIllegalState(command, ofResource, figures);
            case HOLD_EXPIRED -> isExpired(command, ofResource, failed);
            case RESOURCE_CLOSED ->
                takes(command) && ofResource && figures.keySet().equals(Set.of(VERSION));
            case VERSION_MISMATCH -> ofResource && isMismatch(command, figures);
            case INSUFFICIENT_CAPACITY -> takes(command) && ofResource
                    && figures.keySet().equals(Set.of(VERSION, REQUESTED, AVAILABLE))
                    && less(figures, AVAILABLE, REQUESTED);
            case CAPACITY_IN_USE -> command == Of.DEFINE && ofResource
                    && figures.keySet()
                            .equals(Set.of(DEFINITION_VERSION, REQUESTED, TAKEN, CAPACITY))
                    && less(figures, REQUESTED, TAKEN) && less(figures, REQUESTED, CAPACITY);
            case CONTENTION -> isContention(command, ofResource, figures);
            case ABANDONED -> (command == Of.BOOK || command == Of.DEFINE) && !ofResource
                    && figures.isEmpty();
            case THROTTLED, STORE_ERROR -> !ofResource && figures.isEmpty();
            case BOOKING_NOT_FOUND, UNKNOWN -> false;
        };
    }

    private static boolean takes(Of command) {
        return command == Of.BOOK || command == Of.AMEND;
    }

    private static boolean isIllegalState(Of command, boolean ofResource,
            Map<Figure, Long> figures) {
        return switch (command) {
            case BOOK, DEFINE -> false;
            case RELEASE -> ofResource
                    ? figures.keySet().equals(Set.of(REQUESTED, REMAINING))
                            && less(figures, REMAINING, REQUESTED)
                    : figures.isEmpty();
            case CONFIRM, EXTEND, AMEND -> !ofResource && figures.isEmpty();
        };
    }

    private static boolean isExpired(Of command, boolean ofResource, Verdict.Failed failed) {
        Map<Figure, Long> figures = failed.evidence().figures();
        if (command == Of.BOOK || command == Of.DEFINE || !figures.containsKey(SLOT)) {
            return false;
        }
        if (figures.keySet().equals(Set.of(SLOT, EXPIRED_THROUGH))) {
            return ofResource && !less(figures, EXPIRED_THROUGH, SLOT);
        }
        boolean ofClock = ofResource
                ? command == Of.CONFIRM
                        && figures.keySet().equals(Set.of(SLOT, REQUESTED, AVAILABLE))
                : figures.keySet().equals(Set.of(SLOT));
        return ofClock && ExpiryWheel.hasExpired(figure(figures, SLOT), failed.decidedAt());
    }

    private static boolean isMismatch(Of command, Map<Figure, Long> figures) {
        return switch (command) {
            case BOOK -> figures.keySet().equals(Set.of(VERSION, EXPECTED_VERSION))
                    && figure(figures, VERSION) != figure(figures, EXPECTED_VERSION);
            case DEFINE -> figures.keySet()
                    .equals(Set.of(DEFINITION_VERSION, EXPECTED_DEFINITION_VERSION))
                    && figure(figures, DEFINITION_VERSION) != figure(figures,
                            EXPECTED_DEFINITION_VERSION);
            case CONFIRM, RELEASE, EXTEND, AMEND -> false;
        };
    }

    private static boolean isContention(Of command, boolean ofResource,
            Map<Figure, Long> figures) {
        if (figures.isEmpty()) {
            return true;
        }
        return takes(command) && ofResource
                && figures.keySet().equals(Set.of(VERSION, SLOT, EXPIRED_THROUGH))
                && !less(figures, EXPIRED_THROUGH, SLOT);
    }

    /** Only what was available may be negative: in a drain. */
    private static boolean inRange(Map<Figure, Long> figures) {
        for (Map.Entry<Figure, Long> each : figures.entrySet()) {
            long value = each.getValue();
            boolean kept = switch (each.getKey()) {
                case AVAILABLE -> true;
                case REQUESTED, TAKEN, CAPACITY, REMAINING -> value >= 0;
                case SLOT, EXPIRED_THROUGH -> value >= 0 && value <= LAST_SLOT;
                case VERSION -> value >= 1 && value <= Limits.VERSION;
                case EXPECTED_VERSION -> value >= 1;
                case DEFINITION_VERSION, EXPECTED_DEFINITION_VERSION -> value >= 0;
            };
            if (!kept) {
                return false;
            }
        }
        return true;
    }

    private static boolean less(Map<Figure, Long> figures, Figure one, Figure other) {
        return figure(figures, one) < figure(figures, other);
    }

    private static long figure(Map<Figure, Long> figures, Figure figure) {
        return figures.getOrDefault(figure, 0L);
    }
}
