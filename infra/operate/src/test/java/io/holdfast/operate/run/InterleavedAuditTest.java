package io.holdfast.operate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.holdfast.domain.command.Command;
import io.holdfast.engine.Interception;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.operate.LiveTable;
import io.holdfast.operate.source.TableSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * The writes of a command are put between the reads of an audit, in every way: no audit finds
 * anything, and the resources are judged in a later round.
 */
class InterleavedAuditTest {
    private static final DynamoDbClient ENGINE = LocalDynamoDb.embedded();
    /** More than the requests of the first round that matter; later places are as good as after. */
    private static final int PLACES = 5;
    private static final int WHOLE_PAGES = 1_000;
    /** Requests of the first round if each pass has four pages. */
    private static final int PLACES_IN_PAGES = 10;
    private static final int PAGES = 4;

    /** @param prepare what the command needs; {@code command} is given an id of its own */
    private record Kind(String name, BiFunction<LiveTable, String, List<Command>> prepare,
            BiFunction<LiveTable, String, Command> command) {}

    private static final List<Kind> KINDS = List.of(
            kind("a booking of two resources", (t, id) -> List.of(),
                    (t, id) -> t.book(id, 0, LiveTable.ROOM, LiveTable.OTHER)),
            kind("a hold", (t, id) -> List.of(), (t, id) -> t.book(id, 60, LiveTable.ROOM)),
            kind("a booking that is refused", (t, id) -> List.of(),
                    (t, id) -> t.book(id, 0, LiveTable.ROOM, "nowhere")),
            kind("a confirm", LiveTableHolds::two, (t, id) -> t.confirm(id)),
            kind("an extend", LiveTableHolds::two, (t, id) -> t.extend(id)),
            kind("a release of a hold", LiveTableHolds::two, (t, id) -> t.release(id)),
            kind("a release of a booking",
                    (t, id) -> List.of(t.book(id, 0, LiveTable.ROOM)),
                    (t, id) -> t.release(id)),
            kind("an amendment", LiveTableHolds::one, (t, id) -> t.amend(id)),
            kind("a cut", (t, id) -> List.of(t.define(LiveTable.ROOM, 1_000)),
                    (t, id) -> t.define(LiveTable.ROOM, 990)),
            kind("a growth", (t, id) -> List.of(t.define(LiveTable.ROOM, 990)),
                    (t, id) -> t.define(LiveTable.ROOM, 1_000)),
            kind("a creation", (t, id) -> List.of(), (t, id) -> t.define(id, 5)));

    private static final class LiveTableHolds {
        static List<Command> two(LiveTable table, String id) {
            return List.of(table.book(id, 60, LiveTable.ROOM, LiveTable.OTHER));
        }

        static List<Command> one(LiveTable table, String id) {
            return List.of(table.book(id, 60, LiveTable.ROOM));
        }
    }

    private static Kind kind(String name, BiFunction<LiveTable, String, List<Command>> prepare,
            BiFunction<LiveTable, String, Command> command) {
        return new Kind(name, prepare, command);
    }

    private final AtomicInteger ids = new AtomicInteger();

    @TestFactory
    Stream<DynamicTest> noPlaceOfItsWritesGivesAFinding() {
        return KINDS.stream().map(kind -> dynamicTest(kind.name(), () -> {
            LiveTable table = table("places " + kind.name());
            int writes = writes(kind, table);
            assertThat(writes).isPositive();
            for (List<Integer> places : places(writes, PLACES)) {
                audit(kind, table, places, WHOLE_PAGES);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> norWithinAPass() {
        return KINDS.stream().limit(4).map(kind -> dynamicTest(kind.name(), () -> {
            LiveTable table = table("pages " + kind.name());
            for (List<Integer> places : places(2, PLACES_IN_PAGES)) {
                int page = table.items(table.table()).size() / PAGES + 1;
                audit(kind, table, places, page);
            }
        }));
    }

    private static LiveTable table(String name) {
        LiveTable table = new LiveTable(ENGINE, name.replaceAll("[^a-z0-9]", "-"));
        table.execute(table.define(LiveTable.ROOM, 1_000));
        table.execute(table.define(LiveTable.OTHER, 1_000));
        table.execute(table.book("first", 0, LiveTable.ROOM, LiveTable.OTHER));
        return table;
    }

    private int writes(Kind kind, LiveTable table) {
        return gate(kind, table).finish();
    }

    private Gate gate(Kind kind, LiveTable table) {
        String id = "b-" + ids.incrementAndGet();
        kind.prepare().apply(table, id).forEach(table::execute);
        return new Gate(table, kind.command().apply(table, id), ENGINE);
    }

    /** @param places before which request of the audit each write is sent */
    private void audit(Kind kind, LiveTable table, List<Integer> places, int page) {
        Gate gate = gate(kind, table);
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        DynamoDbClient client = ((Interception) (request, proceed) -> {
            int place = requests.getAndIncrement();
            while (sent.get() < places.size() && places.get(sent.get()) <= place) {
                gate.step();
                sent.incrementAndGet();
            }
            return proceed.with(request instanceof ScanRequest scan
                    ? scan.toBuilder().limit(page).build()
                    : request);
        }).around(ENGINE);

        Audited audited = run(table, client);

        assertThat(audited.findings()).as("%s at %s", kind.name(), places).isEmpty();
        assertThat(audited.resourcesInMotion()).as("%s at %s", kind.name(), places).isEmpty();
        gate.finish();
    }

    private static Audited run(LiveTable table, DynamoDbClient client) {
        return new AuditRun(TableSource.of(client, table.table(), 1), Optional.empty(),
                InstantSource.fixed(table.now()), pause -> {}).run(AuditRun.ROUNDS);
    }

    /** Every way to put writes, in their order, before requests. */
    private static List<List<Integer>> places(int writes, int requests) {
        if (writes == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> rest : places(writes - 1, requests)) {
            int first = rest.isEmpty() ? 0 : rest.getLast();
            for (int place = first; place < requests; place++) {
                List<Integer> more = new ArrayList<>(rest);
                more.add(place);
                all.add(more);
            }
        }
        return all;
    }
}
