package io.holdfast.local.race;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.lambda.InvokeHandler;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.Json;
import io.holdfast.local.invocation.Listening;
import io.holdfast.local.invocation.LocalContext;
import io.holdfast.local.race.Caller.Told;
import io.holdfast.local.race.Race.Phase;
import io.holdfast.local.race.RaceRequest.Fault;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs races, one at a time. The callers of a race invoke the function Command on a client of their
 * own that misbehaves; the client and the functions of the service are not involved. Afterwards
 * each id is asked again on a client that behaves, and all bookings of the resource are audited.
 */
public final class Races implements AutoCloseable {
    private static final String FUNCTION = "Command";
    private static final long NUMBERED_FROM = Instant.parse("2026-01-01T00:00:00Z")
            .toEpochMilli();

    private final Store store;
    private final Consumer<String> lines;
    private final Consumer<Race> ends;
    private final AtomicInteger started = new AtomicInteger();
    private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable Race last;

    /**
     * Races on a table.
     *
     * @param lines receives each line that the functions of a race print
     * @param ends receives each race once, on the race's thread, just before it is over
     */
    public Races(Store store, Consumer<String> lines, Consumer<Race> ends) {
        this.store = store;
        this.lines = lines;
        this.ends = ends;
    }

    /** Another race is under way. */
    public static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The race that was started last, if any was. */
    public Optional<Race> last() {
        return Optional.ofNullable(last);
    }

    /**
     * Starts a race.
     *
     * @throws Busy if one is under way
     * @throws InvalidInput if the resource does not exist
     */
    public synchronized Race start(RaceRequest request) throws Busy {
        if (last().filter(race -> !race.isOver()).isPresent()) {
            throw new Busy();
        }
        Resource before = store.settled(request.resource()).orElseThrow(
                () -> new InvalidInput("resourceId", "there is no resource of that id"));
        MisbehavingHttp http = new MisbehavingHttp(StoreClient.localHttp(), request.faults());
        // Unique also if the table outlives the process.
        String id = "race-" + Long.toString(System.currentTimeMillis() - NUMBERED_FROM,
                Character.MAX_RADIX) + "-" + started.incrementAndGet();
        Race race = new Race(id, request, http, before);
        last = race;
        runs.execute(() -> run(race));
        return race;
    }

    @Override
    public void close() {
        runs.shutdownNow();
        runs.close();
    }

    private void run(Race race) {
        try (MisbehavingHttp http = race.http; DynamoDbClient client = store.client(http)) {
            Caller caller = new Caller(
                    new InvokeHandler(Wiring.of(new DynamoDbLedger(client, store.table()))),
                    () -> Listening.to(new LocalContext(FUNCTION), lines));
            each(race, attempt -> attempt(race, caller, attempt));
            race.enter(Phase.LATE);
            http.awaitLate();
            race.enter(Phase.ASKING);
            Caller again = new Caller(new InvokeHandler(Wiring.of(store.ledger())),
                    Races::silent);
            each(race, attempt -> askAgain(race, again, attempt));
            race.enter(Phase.AUDITING);
            race.judged(store.settled(race.request.resource()).orElseThrow(),
                    Aftermath.read(store, race.request.resource(), race.startedInADrain()));
            ends.accept(race);
            race.enter(Phase.DONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            breakOff(race, e);
        } catch (ExecutionException | RuntimeException e) {
            System.err.println("holdfast-local: race: " + e);
            breakOff(race, e);
        }
    }

    private void breakOff(Race race, Exception cause) {
        ends.accept(race);
        race.brokenOff(cause);
    }

    /** Does something for each attempt, by as many callers as the race has. */
    private void each(Race race, IntConsumer work) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        int attempts = race.request.attempts();
        Runnable caller = () -> {
            for (int i = next.getAndIncrement(); i < attempts; i = next.getAndIncrement()) {
                work.accept(i);
            }
        };
        Future<?>[] callers = new Future<?>[Math.min(race.request.callers(), attempts)];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = runs.submit(caller);
        }
        for (Future<?> each : callers) {
            each.get();
        }
    }

    private void attempt(Race race, Caller caller, int attempt) {
        race.cells.set(attempt, Cell.UNDER_WAY);
        String command = command(race, attempt);
        Told told = race.request.faults().contains(Fault.DUPLICATES)
                ? twice(race, caller, command)
                : caller.ask(command);
        race.asks.addAndGet(told.asks());
        race.told.set(attempt, told);
        race.cells.set(attempt, told.cell());
    }

    /** Both deliveries at the same time; a verdict of the one that differs from the other's counts. */
    private Told twice(Race race, Caller caller, String command) {
        race.http.countDuplicate();
        Future<Told> other = runs.submit(() -> caller.ask(command));
        Told mine = caller.ask(command);
        try {
            Told second = other.get();
            race.asks.addAndGet(second.asks());
            if (mine.verdict().isPresent() && second.verdict().isPresent()
                    && !mine.agrees(second)) {
                race.changed.incrementAndGet();
            }
            return mine.verdict().isPresent() ? mine : second;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return mine;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a delivery failed: " + e.getMessage(), e);
        }
    }

    /**
     * A verdict that was told must be told again; an undecided id is decided now. Without a second
     * verdict nothing is compared, and what the caller was told stays.
     */
    static void askAgain(Race race, Caller caller, int attempt) {
        Told first = Objects.requireNonNull(race.told.get(attempt));
        Told second = caller.ask(command(race, attempt));
        if (first.verdict().isPresent()) {
            if (second.verdict().isEmpty()) {
                return;
            }
            race.askedAgain.incrementAndGet();
            if (!first.agrees(second)) {
                race.changed.incrementAndGet();
            }
        }
        race.told.set(attempt, second);
        race.cells.set(attempt, second.cell());
    }

    private static String command(Race race, int attempt) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("command", "book");
            json.writeStringField("bookingId", race.bookingId(attempt));
            json.writeStringField("resourceId", race.request.resource().value());
            json.writeNumberField("units", race.request.units());
            json.writeStringField("reference", race.id);
            json.writeEndObject();
        });
    }

    private static Context silent() {
        return Listening.silently(new LocalContext(FUNCTION));
    }
}
