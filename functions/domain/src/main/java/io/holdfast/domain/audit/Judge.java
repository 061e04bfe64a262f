package io.holdfast.domain.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.decision.Fates;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Judges a whole table while its items stream by: first all resources, then all records in any
 * order, by any number of threads. It keeps sums for each resource, and nothing for each booking.
 *
 * <p>It needs no snapshot. Every change is noted on its resource before it is decided, and its
 * intent stays there until a later write of the resource. So while the version of a resource stays
 * as it was read, of all records only those that its intents name can change what it should count;
 * these are given again, read after the resource (design section 4, N4). A resource whose version
 * has moved is not judged by its sums.
 */
public final class Judge {
    /** Fingerprints of bookings that are named; further ones are counted for each resource. */
    static final int MOST_DOUBTS = 1_000;

    private static final Findings SILENT = (promise, subject, figures) -> {};

    private final InstantSource clock;
    private final Findings findings;
    private final boolean judgesRecords;
    private final Units units = new Units();
    private final Recomputed recomputed = new Recomputed();
    private final LongAdder unproven = new LongAdder();
    private final Map<ResourceId, Set<Violation>> doubts = new ConcurrentHashMap<>();
    private final AtomicInteger digestsInDoubt = new AtomicInteger();
    private final Map<ResourceId, LongAdder> moreInDoubt = new ConcurrentHashMap<>();
    private final Map<Id, Boolean> resolved = new ConcurrentHashMap<>();

    /**
     * @param clock no time of an item may be far beyond it; read for each item, since others write
     *        while a long audit reads
     * @param judgesRecords whether each item is judged by itself, or only the sums of resources
     */
    public Judge(InstantSource clock, boolean judgesRecords, Findings findings) {
        this.clock = clock;
        this.findings = findings;
        this.judgesRecords = judgesRecords;
    }

    /** Adds a resource. */
    public void add(Resource image) {
        units.add(image);
        if (judgesRecords) {
            Chronicle.check(image, clock.instant(), findings);
        }
    }

    /** Adds a booking of either verdict. */
    public void add(Booking booking) {
        units.count(booking);
        if (judgesRecords) {
            BookingRules.check(booking, clock.instant(), findings);
        }
        booking.admission().ifPresent(admission -> {
            boolean mayShare = Chronicle.mayShare(booking, admission);
            for (Line line : admission.lines()) {
                units.tally(line.resource()).chronicle().add(booking, line, mayShare);
            }
            booking.transitions().forEach((id, entry) -> add(booking, id, entry));
            digest(booking, admission.firstResource());
        });
        addEvidence(booking.verdict());
    }

    private void add(Booking booking, CommandId id, Transition entry) {
        addEvidence(entry.verdict());
        if (judgesRecords) {
            report(recomputed.followUp(booking, id, entry), booking.id(),
                    "command " + id.value() + " with a fingerprint that is not its own");
        }
    }

    /** A caller may have insisted on a version that the resource has reached since it was read. */
    private void digest(Booking booking, ResourceId resource) {
        Resource image = units.tally(resource).image();
        Recomputed.Outcome outcome = recomputed.book(booking, image == null ? 0 : image.version());
        if (outcome == Recomputed.Outcome.WRONG) {
            doubtDigest(resource, booking.id());
        } else {
            report(outcome, booking.id(), "");
        }
    }

    private void doubtDigest(ResourceId resource, BookingId booking) {
        if (digestsInDoubt.incrementAndGet() <= MOST_DOUBTS) {
            doubt(resource, new Violation(Promise.SAME_COMMAND, booking,
                    "a fingerprint that is not that of its units and reference"));
        } else {
            moreInDoubt.computeIfAbsent(resource, id -> new LongAdder()).increment();
        }
    }

    /** A finding, unless the resource has been written to meanwhile. */
    private void doubt(ResourceId resource, Violation violation) {
        doubts.computeIfAbsent(resource, id -> ConcurrentHashMap.newKeySet()).add(violation);
    }

    private void report(Recomputed.Outcome outcome, Id subject, String figures) {
        switch (outcome) {
            case RIGHT -> {
            }
            case WRONG -> findings.add(Promise.SAME_COMMAND, subject, figures);
            case UNPROVEN -> unproven.increment();
        }
    }

    /** Figures of a resource prove that it exists; a failure may also name one that does not. */
    private void addEvidence(Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            Evidence evidence = failed.evidence();
            ResourceId resource = evidence.resource();
            if (resource != null && Chronicle.hasSeen(evidence)) {
                units.tally(resource).chronicle().add(evidence);
            }
        }
    }

    /** Adds the record of a definition, unless an intent names it: that one is given again. */
    public void add(DefinitionRecord record) {
        Optional<Define> command = DefinitionRules.check(record, clock.instant(),
                judgesRecords ? findings : SILENT);
        if (!isOpen(record.id())) {
            addDefined(record, command);
        }
        addEvidence(record.verdict());
    }

    private void addDefined(DefinitionRecord record, Optional<Define> command) {
        record.defined().ifPresent(defined -> units.tally(record.resource()).chronicle()
                .add(defined, command));
    }

    /** The records that intents name. */
    public Set<Id> open() {
        return Set.copyOf(units.open().keySet());
    }

    /** Whether an intent names the record. */
    public boolean isOpen(Id record) {
        return units.open().containsKey(record);
    }

    /** A booking that an intent names, read after all resources; empty if there is none. */
    public void resolve(BookingId id, Optional<Booking> record) {
        if (resolved.putIfAbsent(id, true) != null) {
            return;
        }
        record.ifPresent(units::countOpen);
        Image image = record.map(Image::of).orElse(Image.NONE);
        for (ResourceId each : units.open().getOrDefault(id, Set.of())) {
            Tally tally = units.tally(each);
            Intent.OfBooking intent = tally.intent(id);
            Fate fate = Fates.of(intent, each, image);
            tally.settle(intent, fate);
            IntentRules.check(each, intent, fate, record, (promise, subject,
                    figures) -> doubt(each, new Violation(promise, subject, figures)));
        }
    }

    /** A definition that an intent names, read after all resources; empty if there is none. */
    public void resolve(CommandId id, Optional<DefinitionRecord> record) {
        if (resolved.putIfAbsent(id, true) != null) {
            return;
        }
        record.ifPresent(
                each -> addDefined(each, DefinitionRules.check(each, clock.instant(), SILENT)));
        Image image = record.map(Image::of).orElse(Image.NONE);
        for (ResourceId each : units.open().getOrDefault(id, Set.of())) {
            Tally tally = units.tally(each);
            Intent.OfDefinition intent = tally.definition();
            if (record.filter(defined -> !defined.resource().equals(each)).isPresent()) {
                doubt(each, new Violation(Promise.KEPT_INTENT, each, "a definition of "
                        + record.get().resource().value() + " under way"));
            }
            Fate fate = Fates.of(intent, each, image);
            tally.settle(intent, fate);
            tally.setDefining(fate);
        }
    }

    /** Versions of all resources as they were added; 0 for one that is only named. */
    public Map<ResourceId, Long> versions() {
        Map<ResourceId, Long> versions = new HashMap<>();
        units.tallies().forEach((id, tally) -> {
            Resource image = tally.image();
            versions.put(id, image == null ? 0 : image.version());
        });
        return versions;
    }

    /** Fingerprints of commands that the records say too little of. */
    public long unproven() {
        return unproven.sum();
    }

    /**
     * Judges the sums, once everything was added. An open record that was not given does not exist.
     *
     * @param isJudged not of a resource that was written to since it was added
     */
    public void finish(Predicate<ResourceId> isJudged) {
        for (Id id : new HashSet<>(units.open().keySet())) {
            switch (id) {
                case BookingId booking -> resolve(booking, Optional.empty());
                case CommandId command -> resolve(command, Optional.empty());
                case ResourceId resource -> throw new IllegalStateException("not a record");
            }
        }
        units.tallies().forEach((id, tally) -> {
            if (isJudged.test(id)) {
                finish(id, tally);
            }
        });
    }

    private void finish(ResourceId id, Tally tally) {
        Resource image = tally.image();
        if (image == null) {
            findings.add(Promise.KNOWN_RESOURCE, id, "no item, although records name it");
            return;
        }
        tally.broken(tally.chronicle().isDrained()).forEach(this::add);
        doubts.getOrDefault(id, Set.of()).forEach(this::add);
        LongAdder more = moreInDoubt.get(id);
        if (more != null) {
            findings.add(Promise.SAME_COMMAND, id,
                    more.sum() + " more bookings whose fingerprints are not theirs");
        }
        tally.chronicle().check(image, tally.settledCapacity(), tally.defining(), findings);
    }

    private void add(Violation violation) {
        findings.add(violation.promise(), violation.subject(), violation.figures());
    }
}
