package io.holdfast.operate.run;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.operate.audit.AuditResult;
import io.holdfast.operate.audit.Finding;
import io.holdfast.operate.audit.Scope;
import io.holdfast.operate.audit.TableAudit;
import io.holdfast.operate.run.Audited.Read;
import io.holdfast.operate.source.ItemSource;
import io.holdfast.operate.source.Pass;
import io.holdfast.operate.source.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a table and perhaps its listing in passes, and lets {@link TableAudit} judge the items. The
 * order of the reads makes the sums of a resource exact although others write meanwhile: first its
 * image; then the records; then again the records that its intents name; then again its version. If
 * the version is the same, the resource was the same all the time, and every other record that has
 * units of it was too, since a change is noted on its resource before it is decided.
 */
public final class AuditRun {
    /** Rounds over a table, if none are named. */
    public static final int ROUNDS = 4;
    /** The most that can be asked for. */
    public static final int MOST_ROUNDS = 100;
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);

    private final ItemSource table;
    private final Optional<ItemSource> listing;
    private final InstantSource clock;
    private final Pause pause;

    private final List<Read> sources = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private long found;

    public AuditRun(ItemSource table, Optional<ItemSource> listing, InstantSource clock,
            Pause pause) {
        this.table = table;
        this.listing = listing;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Runs the audit, once.
     *
     * @param rounds at most, for the resources that were written to in the round before
     * @throws io.holdfast.operate.source.UnreadableSource if a source cannot be read to its end
     */
    public Audited run(int rounds) {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    "--rounds must be between 1 and " + MOST_ROUNDS + ", not " + rounds);
        }
        return table.moment().isPresent() ? ofExport(table.moment().get()) : ofTable(rounds);
    }

    private Audited ofTable(int rounds) {
        Instant at = clock.instant();
        Scope scope = Scope.table(listing.isPresent(), clock);
        TableAudit audit = new TableAudit(scope);
        TableReader reader = new TableReader(table, audit);
        reader.passes("", () -> readListing(audit));
        sources.addFirst(new Read(table.name(), reader.items(), Optional.empty()));
        Set<ResourceId> moved = reader.moved();
        Set<BookingId> late = new HashSet<>();
        Set<BookingId> unjudged = follow(audit, late);
        AuditResult result = audit.result(moved, unjudged);
        add(result);
        int round = 1;
        for (; round < rounds && !moved.isEmpty(); round++) {
            pause.last(BETWEEN_ROUNDS);
            moved = again(scope, moved, round + 1);
        }
        return audited(at, round, audit, result, moved, late);
    }

    /** Judges the resources that were written to in the round before; returns those that were again. */
    private Set<ResourceId> again(Scope scope, Set<ResourceId> resources, int round) {
        TableAudit audit = new TableAudit(scope.again(resources));
        TableReader reader = new TableReader(table, audit);
        reader.passAgain("round " + round + ", ", resources);
        Set<ResourceId> moved = reader.moved();
        add(audit.result(moved, Set.of()));
        return moved;
    }

    /** Names the bookings whose entries are not to be judged; adds those that are late. */
    private Set<BookingId> follow(TableAudit audit, Set<BookingId> late) {
        if (listing.isEmpty() || !audit.needsThirdPass()) {
            return Set.of();
        }
        thirdPass(audit);
        ListingLag lag = new ListingLag(table, listing.get(), clock, pause);
        lag.follow(audit.differing());
        late.addAll(lag.late());
        Set<BookingId> unjudged = new HashSet<>(lag.agreed());
        unjudged.addAll(late);
        return unjudged;
    }

    private Audited ofExport(Instant moment) {
        Instant at = clock.instant();
        TableAudit audit = new TableAudit(Scope.export(listing.isPresent(), moment));
        Instant followed = listing.flatMap(ItemSource::moment).filter(moment::isAfter)
                .orElse(moment);
        RecentWrites recent = new RecentWrites(moment, followed);
        read(table, Pass.RESOURCES, "resources", item -> {
            recent.see(item);
            audit.resources(item);
        });
        long items = read(table, Pass.EVERY_ITEM, "records", item -> {
            recent.see(item);
            audit.records(item);
        });
        readListing(audit);
        sources.addFirst(new Read(table.name(), items, table.moment()));
        Set<BookingId> late = new HashSet<>();
        if (audit.needsThirdPass()) {
            thirdPass(audit);
            late.addAll(audit.differing().keySet());
            late.retainAll(recent.bookings());
        }
        AuditResult result = audit.result(recent.resources(), late);
        add(result);
        return audited(at, 1, audit, result, recent.resources(), late);
    }

    private void readListing(TableAudit audit) {
        listing.ifPresent(each -> {
            if (each.moment().isPresent()) {
                // Only for the checksums of its files, which this pass compares.
                read(each, Pass.RESOURCES, "listing", item -> {});
            }
            sources.add(new Read(each.name(),
                    read(each, Pass.EVERY_ITEM, "listing", audit::entry), each.moment()));
        });
    }

    private void thirdPass(TableAudit audit) {
        read(table, Pass.EVERY_ITEM, "records again", audit::recordAgain);
        read(listing.orElseThrow(), Pass.EVERY_ITEM, "listing again", audit::entryAgain);
    }

    static long read(ItemSource source, Pass pass, String task,
            Consumer<Map<String, AttributeValue>> to) {
        try (Progress progress = Progress.of(task, source.expectedItems())) {
            return source.read(pass, to, progress);
        }
    }

    private void add(AuditResult result) {
        findings.addAll(result.findings());
        found += result.found();
    }

    private Audited audited(Instant at, int rounds, TableAudit audit, AuditResult result,
            Set<ResourceId> moved, Set<BookingId> late) {
        return new Audited(sources, at, rounds, result.counts(), findings, found,
                moved.stream().map(ResourceId::value).toList(),
                late.stream().map(BookingId::value).toList(), audit.notNamed());
    }
}
