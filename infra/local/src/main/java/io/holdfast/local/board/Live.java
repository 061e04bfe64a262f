package io.holdfast.local.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.local.race.Race;
import io.holdfast.local.race.RaceRequest;
import io.holdfast.local.race.Races;
import io.holdfast.local.race.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What pages see. Each page starts with a snapshot, and gets what changed a few times a second. With
 * the last page gone for a while, nothing is read and nothing kept.
 */
final class Live implements AutoCloseable {
    /** Pages that receive events at the same time. */
    static final int MOST_SUBSCRIBERS = 16;
    /** Between two messages: fast enough for the eye, and few enough for a phone. */
    private static final Duration TICK = Duration.ofMillis(150);
    /** How long the board goes on without a page, so that a reload misses no verdict. */
    private static final Duration LINGER = Duration.ofSeconds(20);

    private final long started = System.currentTimeMillis();
    private final Races races;
    private final Counters counters = new Counters();
    private final Watch watch;
    private final Feed feed;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Tap tap;
    private JsonNode lastRace = JsonNodeFactory.instance.nullNode();
    private JsonNode lastCounters = JsonNodeFactory.instance.nullNode();
    private volatile boolean watched;
    private Instant lastSeen = Instant.EPOCH;
    private long messages;
    private @Nullable Thread ticker;

    Live(Store store) {
        watch = new Watch(store, counters);
        feed = new Feed(watch::touch);
        tap = new Tap(() -> watched, feed::add, watch::touch);
        races = new Races(store, tap.line("race"), counters::count);
    }

    Tap tap() {
        return tap;
    }

    Races races() {
        return races;
    }

    /** Adds a page, whose first message is a snapshot; empty if there are too many. */
    synchronized Optional<Subscriber> subscribe() {
        if (subscribers.size() == MOST_SUBSCRIBERS) {
            return Optional.empty();
        }
        start();
        // What was answered before the page was opened is in its snapshot.
        tick();
        Subscriber subscriber = new Subscriber();
        subscriber.send(Subscriber.message(++messages, "snapshot", snapshot().toString()));
        subscribers.add(subscriber);
        return Optional.of(subscriber);
    }

    synchronized void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
        lastSeen = Instant.now();
    }

    /** Everything that a page shows, at one moment. */
    synchronized ObjectNode state() {
        start();
        tick();
        return snapshot();
    }

    @Override
    public synchronized void close() {
        subscribers.forEach(Subscriber::end);
        if (ticker != null) {
            ticker.interrupt();
        }
        races.close();
    }

    private void start() {
        lastSeen = Instant.now();
        if (ticker == null) {
            // From now on no write is missed: what the search finds twice does no harm.
            watched = true;
            try {
                watch.discover(lastSeen);
            } catch (RuntimeException e) {
                watched = false;
                throw e;
            }
            ticker = Thread.ofVirtual().start(this::run);
        }
    }

    private void run() {
        try {
            while (goesOn()) {
                Thread.sleep(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean goesOn() {
        if (subscribers.isEmpty() && lastSeen.plus(LINGER).isBefore(Instant.now())) {
            watched = false;
            ticker = null;
            feed.clear();
            return false;
        }
        try {
            tick();
        } catch (RuntimeException e) {
            // The engine did not answer; the next tick reads again.
            System.err.println("holdfast-local: board: " + e);
        }
        return true;
    }

    private void tick() {
        broadcast("resources", watch.changes(Instant.now()));
        broadcast("verdicts", feed.drain());
        Optional<Race> race = races.last();
        JsonNode now = report(race);
        if (!now.equals(lastRace)) {
            lastRace = now;
            broadcast("race", now);
        }
        JsonNode counted = counters.report();
        if (!counted.equals(lastCounters)) {
            lastCounters = counted;
            broadcast("promises", counted);
        }
    }

    private void broadcast(String event, JsonNode data) {
        if (data.isArray() && data.isEmpty()) {
            return;
        }
        String message = Subscriber.message(++messages, event, data.toString());
        subscribers.forEach(each -> each.send(message));
    }

    private ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("now", System.currentTimeMillis()).put("started", started).put("complete",
                watch.isComplete());
        json.set("resources", watch.all());
        ArrayNode lines = feed.lines();
        json.set("verdicts", lines);
        json.set("race", report(races.last()));
        json.set("promises", counters.report());
        json.putObject("limits").put("resources", Watch.MOST_RESOURCES)
                .put("verdicts", Feed.MOST_LINES).put("attempts", RaceRequest.MOST_ATTEMPTS)
                .put("callers", RaceRequest.MOST_CALLERS);
        return json;
    }

    private static JsonNode report(Optional<Race> race) {
        return race.<JsonNode>map(Race::report).orElseGet(JsonNodeFactory.instance::nullNode);
    }
}
