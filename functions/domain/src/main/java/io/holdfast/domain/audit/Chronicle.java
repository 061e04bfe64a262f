package io.holdfast.domain.audit;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Limits;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the records say of one resource beside its units: the definitions that made it, the writes
 * that it has had at least, and what failures have seen of it. Guarded by its own lock.
 */
final class Chronicle {
    private final Map<Long, Definition> changes = new HashMap<>();
    private final Map<Long, Define> commands = new HashMap<>();
    private final Map<Long, Definition> repeats = new HashMap<>();
    private int changed;
    private boolean drained;
    private boolean contradicts;
    private long sharedWrites;
    private long writes;
    private long version;
    private long definitionVersion;
    private long expiredThrough;

    /** Adds a committed definition. */
    synchronized void add(Defined defined, Optional<Define> command) {
        drained |= command.filter(Define::allowDrain).isPresent();
        if (defined.nonce().isPresent()) {
            changed++;
            command.ifPresent(each -> commands.put(defined.definitionVersion(), each));
        }
        Definition other = (defined.nonce().isPresent() ? changes : repeats)
                .put(defined.definitionVersion(), defined.definition());
        contradicts |= other != null && !other.equals(defined.definition());
    }

    /**
     * Whether a group may have noted the booking in one write. Its members have one line; lines that
     * amendments have appended since, each with the nonce of its command, do not count.
     */
    static boolean mayShare(Booking booking, Admission admission) {
        return admission.lines().stream().filter(line -> !isAppended(booking, line)).count() == 1;
    }

    private static boolean isAppended(Booking booking, Line line) {
        return booking.transitions().values().stream()
                .anyMatch(entry -> line.nonce().equals(entry.nonces().get(line.resource())));
    }

    /** Counts the writes that have noted the booking and its commands on the resource of a line. */
    synchronized void add(Booking booking, Line line, boolean mayShare) {
        writes += booking.transitions().values().stream()
                .filter(entry -> entry.nonces().containsKey(line.resource())).count();
        if (!isAppended(booking, line)) {
            if (mayShare) {
                sharedWrites++;
            } else {
                writes++;
            }
        }
    }

    /** Whether the figures are those of a resource that exists. */
    static boolean hasSeen(Evidence evidence) {
        return figure(evidence, Figure.VERSION) > 0
                || figure(evidence, Figure.DEFINITION_VERSION) > 0
                || evidence.figures().containsKey(Figure.EXPIRED_THROUGH);
    }

    /** Adds what a failure has seen. */
    synchronized void add(Evidence evidence) {
        version = Math.max(version, figure(evidence, Figure.VERSION));
        definitionVersion = Math.max(definitionVersion,
                figure(evidence, Figure.DEFINITION_VERSION));
        expiredThrough = Math.max(expiredThrough, figure(evidence, Figure.EXPIRED_THROUGH));
    }

    private static long figure(Evidence evidence, Figure figure) {
        return evidence.figures().getOrDefault(figure, 0L);
    }

    synchronized boolean isDrained() {
        return drained;
    }

    /**
     * Compares all of that with the item.
     *
     * @param capacity with all intents taken off
     * @param defining the fate of the definition under way
     */
    synchronized void check(Resource image, long capacity, Fate defining, Findings findings) {
        long atLeast = Math.max(version,
                writes + Math.ceilDiv(sharedWrites, Limits.GROUP) + image.definitionVersion());
        findings.unless(image.version() >= atLeast, Promise.LEGAL_VERSION, image.id(),
                "version %d, and at least %d writes", image.version(), atLeast);
        findings.unless(image.expiredThrough() >= expiredThrough, Promise.WATERMARK, image.id(),
                "watermark %d, and a failure has seen %d", image.expiredThrough(),
                expiredThrough);
        long last = image.definitionVersion()
                + (image.defining().isPresent() && defining == Fate.KEPT ? 1 : 0);
        findings.unless(last >= definitionVersion, Promise.DEFINED, image.id(),
                "definition version %d, and a failure has seen %d", last, definitionVersion);
        findings.unless(!contradicts && changed == last && isWhole(last), Promise.DEFINED,
                image.id(), "definition version %d, and records of versions %s", last,
                changes.keySet());
        ResourceStatus status = image.defining()
                .flatMap(intent -> intent.statusAfter(defining)).orElse(image.status());
        Definition expected = last == 0
                ? new Definition(0, status)
                : changes.getOrDefault(last, image.definition());
        findings.unless(capacity == expected.capacity() && status == expected.status(),
                Promise.DEFINED, image.id(), "capacity %d and status %s, and its definition %s",
                capacity, status, expected);
    }

    private boolean isWhole(long last) {
        for (long each = 1; each <= last && each <= changes.size() + 1L; each++) {
            if (!changes.containsKey(each) || !follows(each)) {
                return false;
            }
        }
        return repeats.entrySet().stream()
                .allMatch(each -> each.getValue().equals(changes.get(each.getKey())));
    }

    /** What a command has left out it has left as it was. */
    private boolean follows(long number) {
        Define command = commands.get(number);
        return command == null || command
                .applyTo(Optional.ofNullable(changes.get(number - 1))
                        .or(() -> Optional.of(new Definition(0, ResourceStatus.OPEN))))
                .equals(changes.get(number));
    }

    /** What an item must keep by itself, at every instant. */
    static void check(Resource image, Instant now, Findings findings) {
        findings.unless(image.version() >= 1 && image.definitionVersion() >= 0
                && image.intents().size() <= Limits.INTENTS, Promise.LEGAL_VERSION, image.id(),
                "version %d, definition version %d and %d intents", image.version(),
                image.definitionVersion(), image.intents().size());
        findings.unless(Clocks.mayHaveExpired(image.expiredThrough(), now), Promise.WATERMARK,
                image.id(), "watermark %d, which has not expired", image.expiredThrough());
        image.expiring().forEach((slot, units) -> {
            findings.unless(units >= 0, Promise.LEGAL_SLOT, image.id(), "%d units in slot %d",
                    units, slot);
            findings.unless(Clocks.canEndAt(slot, now), Promise.LEGAL_SLOT, image.id(),
                    "slot %d, which no hold can have", slot);
        });
        findings.unless(!image.isOfLaterRelease(), Promise.OURS, image.id(),
                "a status that this release does not know");
        for (Intent intent : image.allIntents()) {
            findings.unless(Clocks.isPast(intent.at(), now), Promise.LEGAL_TIME, image.id(),
                    "an intent of %s of %s", intent.record().value(), intent.at());
        }
    }
}
