package io.holdfast.local.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.ResourceItem;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalDynamoDb;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.local.invocation.Listening;
import io.holdfast.local.invocation.LocalContext;
import io.holdfast.local.race.Caller.Told;
import io.holdfast.local.race.OwnUnits.Check;
import io.holdfast.local.race.RaceRequest.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RaceTest {
    private static final String TABLE = "races";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static @Nullable LocalDynamoDb engine;
    private static @Nullable Store store;

    private final String resource = "race-" + NEXT.incrementAndGet();
    private final AtomicInteger lines = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException {
        engine = LocalDynamoDb.start(0, Optional.empty());
        DynamoDbClient client = StoreClient.local(engine.endpoint(), StoreClient.localHttp());
        client.createTable(Table.creation(TABLE));
        store = new Store(engine.endpoint(), client, TABLE);
    }

    @AfterAll
    static void stop() throws IOException {
        if (engine != null) {
            store().client().close();
            engine.close();
        }
    }

    static Stream<Set<Fault>> switches() {
        return Stream.concat(Stream.of(Set.of(), EnumSet.allOf(Fault.class)),
                Stream.of(Fault.values()).map(Set::of));
    }

    @ParameterizedTest
    @MethodSource("switches")
    void theUnitsOfTheCommittedAttemptsAreTheUnitsThatAreTaken(Set<Fault> faults)
            throws Exception {
        define(40);

        JsonNode race = run(60, 2, 8, faults);

        int committed = race.at("/counts/COMMITTED").asInt();
        assertThat(committed).isBetween(1, 20);
        assertThat(race.get("committedUnits").asLong()).isEqualTo(2L * committed)
                .isEqualTo(race.get("takenUnits").asLong());
        assertThat(race.get("askedAgain").asInt()).isEqualTo(60);
        assertThat(race.get("verdictsChanged").asInt()).isZero();
        assertThat(race.get("unitsCheck").asText()).isEqualTo("KEPT");
        assertThat(race.get("judged").asBoolean()).isTrue();
        assertThat(race.get("audited").asInt()).isEqualTo(committed);
        assertThat(race.get("violations")).isEmpty();
        assertThat(race.get("injected").properties()).hasSameSizeAs(faults)
                .allMatch(count -> count.getValue().asInt() > 0);
        assertThat(lines.get()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void aLostAnswerToADecisionIsInjectedAndLeavesItCommitted() throws Exception {
        define(5);

        JsonNode race = run(1, 1, 1, Set.of(Fault.LOST_ANSWERS));

        assertThat(race.at("/injected/lostAnswers").asInt()).isEqualTo(1);
        assertThat(race.get("cells").asText()).isEqualTo("C");
        assertThat(race.get("takenUnits").asLong()).isEqualTo(1);
    }

    @Test
    void aWriteThatArrivesAfterItsCallerGaveUpTakesNothing() throws Exception {
        define(5);

        JsonNode race = run(2, 1, 1, Set.of(Fault.SLOW_WRITES));

        assertThat(race.at("/injected/slowWrites").asInt()).isEqualTo(1);
        assertThat(race.get("cells").asText()).isEqualTo("CS");
        assertThat(race.get("takenUnits").asLong()).isEqualTo(1);
    }

    @Test
    void injectedContentionRefusesAWriteThatHasRoom() throws Exception {
        define(5);

        JsonNode race = run(1, 1, 1, Set.of(Fault.CONTENTION));

        assertThat(race.get("cells").asText()).isEqualTo("X");
        assertThat(race.get("takenUnits").asLong()).isZero();
    }

    @Test
    void oneRaceRunsAtATimeAndItsResourceMustExist() throws Exception {
        define(5);
        try (Races races = new Races(store(), line -> {}, race -> {})) {
            RaceRequest request = request(200, 1, 2, Set.of());
            Race first = races.start(request);
            assertThatThrownBy(() -> races.start(request)).isInstanceOf(Races.Busy.class);
            await(first);
            await(races.start(request(1, 1, 1, Set.of())));
            assertThatThrownBy(() -> races.start(new RaceRequest(new ResourceId("none"), 1, 1, 1,
                    Set.of()))).isInstanceOf(InvalidInput.class)
                    .hasMessage("resourceId: there is no resource of that id");
        }
    }

    @Test
    void eachRaceIsReportedOnceAtItsEndAlsoIfNobodyLooksBetweenTwo() throws Exception {
        define(5);
        List<Race> ended = new CopyOnWriteArrayList<>();
        try (Races races = new Races(store(), line -> {}, ended::add)) {
            Race first = races.start(request(1, 1, 1, Set.of()));
            await(first);
            Race second = races.start(request(1, 1, 1, Set.of()));
            await(second);
            assertThat(ended).containsExactly(first, second);
        }
    }

    @Test
    void aCounterThatDoesNotEqualItsBookingsIsFound() throws Exception {
        define(5);
        run(2, 1, 1, Set.of());
        store().client().updateItem(update -> update.tableName(TABLE)
                .key(Table.key(new ResourceId(resource)))
                .updateExpression("SET confirmed = confirmed + :one, available = available - :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));

        Aftermath found = Aftermath.read(store(), new ResourceId(resource), false);

        assertThat(found.violations()).singleElement().asString()
                .contains("3 confirmed, and its bookings 2");
    }

    @Test
    void aVerdictThatIsNotTheFirstOneDiffers() throws Exception {
        Told first = told("{\"outcome\":\"COMMITTED\",\"decidedAt\":\"1\",\"replayed\":false}");

        assertThat(first.agrees(
                told("{\"outcome\":\"COMMITTED\",\"decidedAt\":\"1\",\"replayed\":true}")))
                .isTrue();
        assertThat(first.agrees(told("{\"outcome\":\"COMMITTED\",\"decidedAt\":\"2\"}"))).isFalse();
        assertThat(first.agrees(
                told("{\"outcome\":\"FAILED\",\"reason\":\"ABANDONED\",\"decidedAt\":\"1\"}")))
                .isFalse();
    }

    @Test
    void aCallerWithoutAVerdictAsksABoundedNumberOfTimes() throws Exception {
        try (DynamoDbClient client = StoreClient.local(nobody(), StoreClient.http())) {
            Told told = caller(new DynamoDbLedger(client, TABLE))
                    .ask("{\"command\":\"resolve\",\"bookingId\":\"b\"}");

            assertThat(told.cell()).isEqualTo(Cell.UNDECIDED);
            assertThat(told.asks()).isEqualTo(Caller.MOST_ASKS);
        }
    }

    @Test
    void aSecondAskingWithoutAVerdictComparesNothingAndChangesNothing() throws Exception {
        define(5);
        Race race = idle();
        race.told.set(0, told("{\"outcome\":\"COMMITTED\",\"decidedAt\":\"1\"}"));
        race.cells.set(0, Cell.COMMITTED);
        try (DynamoDbClient client = StoreClient.local(nobody(), StoreClient.http())) {
            Races.askAgain(race, caller(new DynamoDbLedger(client, TABLE)), 0);
        }

        assertThat(race.verdictsChanged()).isZero();
        assertThat(race.askedAgain()).isZero();
        assertThat(race.report().get("cells").asText()).isEqualTo("C");
    }

    @Test
    void anIdWithoutAVerdictIsDecidedByTheSecondAskingAndNotCompared() {
        define(5);
        Race race = idle();
        race.told.set(0, new Told(Cell.UNDECIDED, Optional.empty(), Caller.MOST_ASKS));

        Races.askAgain(race, caller(store().ledger()), 0);

        assertThat(race.askedAgain()).isZero();
        assertThat(race.report().get("cells").asText()).isEqualTo("C");
    }

    @Test
    void aVerdictThatTheSecondAskingContradictsIsCounted() throws Exception {
        define(5);
        Race race = idle();
        race.told.set(0, told("{\"outcome\":\"COMMITTED\",\"decidedAt\":\"1\"}"));

        Races.askAgain(race, caller(store().ledger()), 0);

        assertThat(race.askedAgain()).isEqualTo(1);
        assertThat(race.verdictsChanged()).isEqualTo(1);
    }

    @Test
    void holdsThatExpiredBeforeTheRaceAreNotUnitsThatItGivesBack() throws Exception {
        long minute = Instant.now().getEpochSecond() / 60 - 10;
        store().client().putItem(put -> put.tableName(TABLE).item(ResourceItem.write(
                new Resource(new ResourceId(resource), 1, 1,
                        new Definition(5, ResourceStatus.OPEN), 2, 0,
                        new TreeMap<>(Map.of(minute, 3L)), 0))));

        // One caller: two who collect the same slot refuse each other.
        JsonNode race = run(5, 1, 1, Set.of());

        assertThat(race.get("cells").asText()).isEqualTo("CCCCC");
        assertThat(race.get("takenUnits").asLong()).isEqualTo(5);
        assertThat(race.get("unitsCheck").asText()).isEqualTo("KEPT");
    }

    @Test
    void onlyBookingsThatAreNotWhatCallersWereToldBreakAPromise() {
        assertThat(new OwnUnits(4, 0, 4, true).check(4)).isEqualTo(Check.KEPT);
        assertThat(new OwnUnits(4, 0, 3, true).check(4)).isEqualTo(Check.BROKEN);
        assertThat(new OwnUnits(4, 0, 5, true).check(4)).isEqualTo(Check.BROKEN);
        assertThat(new OwnUnits(4, 1, 5, true).check(5)).isEqualTo(Check.OPEN);
        assertThat(new OwnUnits(4, 0, 4, true).check(6)).isEqualTo(Check.OPEN);
        assertThat(new OwnUnits(4, 0, 0, false).check(4)).isEqualTo(Check.OPEN);
    }

    @Test
    void theBookingsOfARaceAreThoseWithItsIdThatNobodyElseChanged() throws Exception {
        define(9);
        caller(store().ledger()).ask("{\"command\":\"book\",\"bookingId\":\"" + resource
                + "-other\",\"resourceId\":\"" + resource + "\",\"units\":3}");
        Race race = idle();
        race.told.set(0, new Told(Cell.UNDECIDED, Optional.empty(), 1));
        Races.askAgain(race, caller(store().ledger()), 0);
        ResourceId id = new ResourceId(resource);

        assertThat(OwnUnits.of(race, Aftermath.read(store(), id, false)))
                .isEqualTo(new OwnUnits(1, 0, 1, true));

        caller(store().ledger()).ask("{\"command\":\"release\",\"bookingId\":\""
                + race.bookingId(0) + "\"}");
        assertThat(OwnUnits.of(race, Aftermath.read(store(), id, false)).alone()).isFalse();
    }

    /** A race of one attempt that nobody runs. */
    private Race idle() {
        return new Race(resource + "-idle", request(1, 1, 1, Set.of()),
                new MisbehavingHttp(StoreClient.localHttp(), Set.of()),
                store().settled(new ResourceId(resource)).orElseThrow());
    }

    private static URI nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return URI.create("http://localhost:" + free.getLocalPort());
        }
    }

    private static Caller caller(DynamoDbLedger ledger) {
        return new Caller(new InvokeHandler(Wiring.of(ledger)),
                () -> Listening.silently(new LocalContext("Command")));
    }

    private static Told told(String verdict) throws IOException {
        JsonNode json = Objects.requireNonNull(JSON.readTree(verdict));
        return new Told(Cell.of(json), Optional.of(json), 1);
    }

    private void define(int capacity) {
        caller(store().ledger())
                .ask("{\"command\":\"define\",\"resourceId\":\"" + resource + "\",\"commandId\":\""
                        + resource + "\",\"capacity\":" + capacity + "}");
    }

    private RaceRequest request(int attempts, long units, int callers, Set<Fault> faults) {
        return new RaceRequest(new ResourceId(resource), attempts, units, callers, faults);
    }

    private JsonNode run(int attempts, long units, int callers, Set<Fault> faults)
            throws Exception {
        try (Races races = new Races(store(), line -> lines.incrementAndGet(), race -> {})) {
            return await(races.start(request(attempts, units, callers, faults)));
        }
    }

    private static JsonNode await(Race race) throws InterruptedException {
        while (!race.isOver()) {
            Thread.sleep(20);
        }
        JsonNode report = race.report();
        assertThat(report.get("phase").asText()).as(report.toString()).isEqualTo("done");
        return report;
    }

    private static Store store() {
        return Objects.requireNonNull(store);
    }

    static Stream<String> notARace() {
        return Stream.of("| body: is required", "[] | body: must be a JSON object",
                "{\"attempts\":1} | resourceId: is required",
                body("\"attempts\":0") + " | attempts: must be from 1 to 1000",
                body("\"attempts\":1001") + " | attempts: must be from 1 to 1000",
                body("\"attempts\":\"5\"") + " | attempts: must be a whole number",
                body("\"attempts\":1.5") + " | attempts: must be a whole number",
                body("\"attempts\":1,\"units\":1000001") + " | units: must be from 1 to 1000000",
                body("\"attempts\":1,\"units\":1") + " | callers: is required",
                body("\"attempts\":1,\"units\":1,\"callers\":65")
                        + " | callers: must be from 1 to 64",
                body("\"attempts\":1,\"attempts\":2") + " | attempts: appears twice",
                body("\"attempts\":1,\"units\":1,\"callers\":1,\"slowWrites\":1")
                        + " | slowWrites: must be true or false",
                body("\"faults\":true") + " | faults: is unknown here; known are resourceId, "
                        + "attempts, units, callers, contention, lostAnswers, slowWrites, "
                        + "duplicates",
                "{\"resourceId\":\"a b\",\"attempts\":1,\"units\":1,\"callers\":1}"
                        + " | resourceId: must be 1 to 128 characters of "
                        + "A-Z a-z 0-9 . _ : ~ -, and neither . nor ..");
    }

    private static String body(String rest) {
        return "{\"resourceId\":\"r\"," + rest + "}";
    }

    @ParameterizedTest
    @MethodSource("notARace")
    void whatIsNoRaceIsExplained(String bodyAndProblem) {
        String[] parts = bodyAndProblem.split(" ?\\| ", 2);

        assertThatThrownBy(() -> RaceRequest.read(parts[0].getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidInput.class).hasMessage(parts[1]);
    }
}
