package io.holdfast.operate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.domain.audit.Promise;
import io.holdfast.engine.Interception;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.operate.LiveTable;
import io.holdfast.operate.audit.Finding;
import io.holdfast.operate.source.ExportSource;
import io.holdfast.operate.source.ExportWriter;
import io.holdfast.operate.source.ItemSource;
import io.holdfast.operate.source.TableSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/** A run judges what is still, waits for what is late, and says what it could not judge. */
class AuditRunTest {
    private static final DynamoDbClient ENGINE = LocalDynamoDb.embedded();
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final LiveTable table = new LiveTable(ENGINE, "run-" + TABLES.incrementAndGet());
    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void populate() {
        table.populate();
        table.follow();
    }

    @Test
    void aCleanTableAndItsExportHaveNoFindingAndTheSameCounts() throws IOException {
        Audited live = audit(ENGINE, pause -> {});
        Audited export = auditExport(table.now());

        assertThat(live.findings()).isEmpty();
        assertThat(export.findings()).isEmpty();
        assertThat(export.counts()).isEqualTo(live.counts());
        assertThat(live.counts().resources()).isEqualTo(2);
        assertThat(live.counts().failedBookings()).isEqualTo(4);
        assertThat(live.rounds()).isEqualTo(1);
        assertThat(live.sources()).extracting(Audited.Read::name)
                .containsExactly("table " + table.table(), "table " + table.listing());
        assertThat(live.sources().getFirst().items()).isEqualTo(table.items(table.table()).size());
        assertThat(live.verdict()).isEqualTo(
                "No finding: the items keep every promise that can be told from them.");
        assertThat(export.verdict()).isEqualTo(live.verdict());
    }

    @Test
    void itOnlyDescribesScansAndGetsItems() {
        Set<String> operations = Collections.synchronizedSet(new TreeSet<>());
        table.miscount(LiveTable.ROOM);
        table.edit(table.listing(), "resource#" + LiveTable.ROOM, "booking#direct-1",
                item -> LiveTable.add(item, "version", 1));
        audit(((Interception) (request, proceed) -> {
            operations.add(request.getClass().getSimpleName());
            return proceed.with(request);
        }).around(ENGINE), pause -> {});

        assertThat(operations).containsExactly("BatchGetItemRequest", "DescribeTableRequest",
                "ScanRequest");
    }

    @Test
    void aWrongCounterIsFoundInTheTableAndInTheExport() throws IOException {
        table.miscount(LiveTable.ROOM);

        assertThat(audit(ENGINE, pause -> {}).findings()).singleElement()
                .satisfies(AuditRunTest::isMiscounted);
        assertThat(auditExport(table.now()).findings()).singleElement()
                .satisfies(AuditRunTest::isMiscounted);
    }

    @Test
    void aWrongCounterOfAMovingResourceIsFoundAsSoonAsItIsStill() {
        table.miscount(LiveTable.ROOM);
        Audited audited = audit(movingFor(2), pause -> pauses.add(Duration.ZERO));

        assertThat(audited.rounds()).isEqualTo(3);
        assertThat(pauses).hasSize(2);
        assertThat(audited.findings()).singleElement().satisfies(AuditRunTest::isMiscounted);
        assertThat(audited.resourcesInMotion()).isEmpty();
    }

    @Test
    void aResourceThatNeverRestsIsNotJudged() {
        table.miscount(LiveTable.ROOM);
        Audited audited = audit(movingFor(100), pause -> {});

        assertThat(audited.rounds()).isEqualTo(AuditRun.ROUNDS);
        assertThat(audited.findings()).isEmpty();
        assertThat(audited.resourcesInMotion()).containsExactly(LiveTable.ROOM);
        assertThat(audited.verdict()).isEqualTo(
                "No finding, but 1 resource in motion was not judged: run it again.");
    }

    @Test
    void aRuleOfOneItemIsJudgedInMotionToo() {
        table.edit(table.table(), "booking#late", "booking",
                item -> LiveTable.add(item, "decidedAt", Duration.ofDays(400).toMillis()));

        assertThat(audit(movingFor(100), pause -> {}).findings()).extracting(Finding::item)
                .contains("booking#late");
    }

    /** A client whose audit meets a booking of the room in each of the first rounds. */
    private DynamoDbClient movingFor(int rounds) {
        AtomicInteger moved = new AtomicInteger();
        return ((Interception) (request, proceed) -> {
            // The versions are read after the records, and with those of other resources.
            if (request instanceof BatchGetItemRequest && moved.get() < 2 * rounds) {
                table.execute(table.book("moving-" + moved.incrementAndGet(), 0, LiveTable.ROOM));
            }
            return proceed.with(request);
        }).around(ENGINE);
    }

    @Test
    void writersBesideTheAuditMakeNoFinding() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Audited> runs = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(3)) {
            for (int writer = 0; writer < 3; writer++) {
                String name = "w" + writer + "-";
                writers.execute(() -> write(name, stop));
            }
            for (int run = 0; run < 5; run++) {
                runs.add(audit(ENGINE, pause -> {}));
            }
            stop.set(true);
        }
        assertThat(runs).allSatisfy(run -> assertThat(run.findings()).isEmpty());
        table.pass(Duration.ofHours(1));
        table.follow();
        Audited last = audit(ENGINE, pause -> {});
        assertThat(last.findings()).isEmpty();
        assertThat(last.resourcesInMotion()).isEmpty();
        assertThat(last.bookingsInMotion()).isEmpty();
    }

    private void write(String name, AtomicBoolean stop) {
        for (int i = 0; !stop.get(); i++) {
            table.execute(table.book(name + i, i % 2 == 0 ? 0 : 30, LiveTable.ROOM,
                    LiveTable.OTHER));
            table.execute(table.release(name + i));
        }
    }

    @Test
    void entriesThatTheStreamWritesMeanwhileAreWaitedFor() {
        table.execute(table.book("just-now", 0, LiveTable.ROOM));

        Audited audited = audit(ENGINE, pause -> {
            pauses.add(pause);
            if (pauses.size() == 3) {
                table.follow();
            }
        });

        assertThat(pauses).hasSize(3);
        assertThat(audited.findings()).isEmpty();
        assertThat(audited.bookingsInMotion()).isEmpty();
    }

    @Test
    void entriesThatMayStillComeAreInMotionAndLaterMissing() {
        table.execute(table.book("just-now", 0, LiveTable.ROOM));

        Audited audited = audit(ENGINE, pauses::add);
        assertThat(pauses).hasSize(15);
        assertThat(audited.findings()).isEmpty();
        assertThat(audited.bookingsInMotion()).containsExactly("just-now");
        assertThat(audited.verdict()).isEqualTo(
                "No finding, but 1 booking in motion was not judged: run it again.");

        pauses.clear();
        table.pass(Duration.ofMinutes(6));
        Audited later = audit(ENGINE, pauses::add);
        assertThat(pauses).isEmpty();
        assertThat(later.findings()).hasSize(2)
                .allMatch(finding -> finding.rule() == Promise.LISTED
                        && finding.item().endsWith("booking#just-now"));
    }

    @Test
    void anEntryThatNoBookingHasIsFoundWhateverTheStreamDoes() {
        table.edit(table.listing(), "resource#" + LiveTable.ROOM, "booking#direct-1", item -> item
                .put("pk", AttributeValue.fromS("resource#elsewhere")));

        assertThat(audit(ENGINE, pauses::add).findings()).singleElement().satisfies(
                finding -> assertThat(finding.item()).contains("resource#elsewhere"));
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatWasWrittenShortlyBeforeAnExportIsInMotion() throws IOException {
        table.execute(table.book("just-now", 0, LiveTable.ROOM));
        // The resource is of an earlier moment than the booking.
        table.edit(table.table(), "resource#" + LiveTable.ROOM, "resource", item -> {
            LiveTable.add(item, "confirmed", -2);
            LiveTable.add(item, "available", 2);
            item.put("intents", AttributeValue.fromM(java.util.Map.of()));
        });

        Audited then = auditExport(table.now().plusSeconds(5));
        assertThat(then.findings()).isEmpty();
        assertThat(then.resourcesInMotion()).containsExactly(LiveTable.ROOM);
        assertThat(then.bookingsInMotion()).containsExactly("just-now");
        assertThat(then.verdict()).isEqualTo("No finding, but 1 resource and 1 booking in motion"
                + " were not judged: audit the table, or a later export.");

        Audited later = auditExport(table.now().plus(Duration.ofMinutes(6)));
        assertThat(later.findings()).extracting(Finding::rule)
                .contains(Promise.CONFIRMED_UNITS, Promise.LISTED);
    }

    @Test
    void theNumberOfRoundsHasALimit() {
        AuditRun run = new AuditRun(TableSource.of(ENGINE, table.table(), 1), Optional.empty(),
                InstantSource.system(), pause -> {});

        assertThatThrownBy(() -> run.run(0))
                .hasMessage("--rounds must be between 1 and 100, not 0");
        assertThatThrownBy(() -> run.run(101)).hasMessageContaining("101");
    }

    private static void isMiscounted(Finding finding) {
        assertThat(finding.item()).isEqualTo("resource#" + LiveTable.ROOM);
        assertThat(finding.rule()).isEqualTo(Promise.CONFIRMED_UNITS);
    }

    private Audited audit(DynamoDbClient client, Pause pause) {
        return new AuditRun(TableSource.of(client, table.table(), 2),
                Optional.of(TableSource.of(client, table.listing(), 2)),
                InstantSource.fixed(table.now()), pause).run(AuditRun.ROUNDS);
    }

    private Audited auditExport(Instant moment) throws IOException {
        Path bucket = folder.resolve("at-" + moment.getEpochSecond());
        ItemSource items = ExportSource.of(ExportWriter.write(bucket.resolve("table"), moment,
                table.items(table.table())));
        ItemSource entries = ExportSource.of(ExportWriter.write(bucket.resolve("listing"), moment,
                table.items(table.listing())));
        return new AuditRun(items, Optional.of(entries), InstantSource.fixed(moment), pause -> {
            throw new AssertionError("an export changes no more");
        }).run(AuditRun.ROUNDS);
    }
}
