package io.holdfast.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Schedules.Trial;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Items;
import io.holdfast.lab.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A resource of which some units were held for ten minutes at the start, the invocations that race
 * for them, and their replies.
 */
public final class Sale {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    /** By this clock the hold is alive. */
    public static final Instant EARLY = START.plus(Duration.ofMinutes(9));
    /** By this clock the hold has expired. */
    public static final Instant LATE = START.plus(Duration.ofMinutes(11));
    /** By this clock every hold has expired. */
    public static final Instant END = START.plus(Duration.ofDays(8));

    public final String resource = Engine.fresh("resource");
    public final String held = Engine.fresh("held");
    public final History history = new History(Functions.on(Engine.embedded(), END));
    private final Functions atStart = Functions.on(Engine.embedded(), START);
    private final Functions atEnd = Functions.on(Engine.embedded(), END);
    private final Map<String, List<Reply>> replies = new ConcurrentSkipListMap<>();
    private final Map<String, Function<Functions, Reply>> asked = new ConcurrentSkipListMap<>();
    private final DynamoDbClient client;

    /**
     * @param client for the requests of the race
     * @param capacity of the resource
     * @param units held at the start
     */
    public Sale(DynamoDbClient client, long capacity, long units) {
        this.client = client;
        atStart.define(resource, capacity);
        hold("held", held, units);
    }

    /** Another hold in the same slot, so that its units could be taken for those of the first. */
    public Sale withNeighbor(long units) {
        hold("neighbor", id("neighbor"), units);
        return this;
    }

    private void hold(String name, String id, long units) {
        assertThat(atStart.hold(id, resource, units, "PT10M").committed()).as(name).isTrue();
        history.include(id);
    }

    public String id(String name) {
        return held + "-" + name;
    }

    public Runnable confirm(Instant now, String command) {
        return change(now, command, functions -> functions.confirm(held, id(command)));
    }

    public Runnable release(Instant now, String command) {
        return change(now, command, functions -> functions.release(held, id(command)));
    }

    public Runnable releaseUnits(Instant now, String command, long units) {
        return change(now, command, functions -> functions.release(held, id(command), units));
    }

    private Runnable change(Instant now, String command, Function<Functions, Reply> call) {
        return () -> {
            Reply reply = call.apply(Functions.on(client, now));
            replies.computeIfAbsent(command, name -> new CopyOnWriteArrayList<>()).add(reply);
            if (reply.status() != 422) {
                asked.put(command, call);
            }
        };
    }

    public Runnable book(Instant now, String name, long units) {
        return () -> history.record(id(name),
                () -> Functions.on(client, now).book(id(name), resource, units));
    }

    public Runnable hold(Instant now, String name, long units, String holdFor) {
        return () -> history.record(id(name),
                () -> Functions.on(client, now).hold(id(name), resource, units, holdFor));
    }

    /** A race that must keep every promise and pass the check. */
    public Trial trial(Runnable check, Runnable... invocations) {
        return new Trial(List.of(invocations), () -> {
            history.check(resource);
            asked.forEach((command, call) -> {
                String recorded = call.apply(atEnd).verdict();
                assertThat(replies(command)).filteredOn(reply -> reply.status() < 422)
                        .as("the verdict of %s", command)
                        .allMatch(reply -> reply.verdict().equals(recorded));
            });
            check.run();
        });
    }

    public List<Reply> replies(String command) {
        return replies.getOrDefault(command, List.of());
    }

    /** The outcomes of all confirms and releases, sorted. */
    public String outcomes() {
        return replies.values().stream().flatMap(List::stream).map(Reply::outcome).sorted()
                .collect(Collectors.joining(" "));
    }

    public String state() {
        return atEnd.booking(held).text("state");
    }

    public String outcome(String name) {
        return atEnd.booking(id(name)).outcome();
    }

    public long available() {
        return atEnd.resource(resource).number("available");
    }

    public long watermark() {
        return Items.number(Items.resource(resource), "expiredThrough");
    }

    /** The slots of the item that are not above its watermark: no hold there can be confirmed. */
    public List<String> deadSlots() {
        return Items.expiring(Items.resource(resource)).keySet().stream()
                .filter(slot -> Long.parseLong(slot) <= watermark()).toList();
    }
}
