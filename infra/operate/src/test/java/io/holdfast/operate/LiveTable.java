package io.holdfast.operate;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Protocol;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ListingTable;
import io.holdfast.dynamodb.item.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table that the protocol writes, with its listing, which follows when it is told to. */
public final class LiveTable {
    public static final String ROOM = "room-1";
    public static final String OTHER = "room-2";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long CAPACITY = 40;

    private final DynamoDbClient client;
    private final String table;
    private final Random random = new Random(16);
    private Instant now = NOON;
    private int commands;

    public LiveTable(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
        client.createTable(Table.creation(table));
        client.createTable(ListingTable.creation(listing()));
    }

    public String table() {
        return table;
    }

    public String listing() {
        return table + "-listing";
    }

    public Instant now() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Two resources and a booking of every kind, with all that can have become of it. */
    public void populate() {
        execute(define(ROOM, CAPACITY));
        execute(define(OTHER, CAPACITY));
        for (int i = 0; i < 3; i++) {
            execute(book("direct-" + i, 0, ROOM));
            execute(book("both-" + i, 10, ROOM, OTHER));
            execute(book("hold-" + i, 600, OTHER));
            execute(book("old-" + i, 1, ROOM));
            execute(book("refused-" + i, 0, 100, ROOM));
        }
        execute(confirm("both-0"));
        execute(release("both-1"));
        execute(release("direct-0"));
        execute(new Release(new BookingId("direct-1"), command(), OptionalLong.of(1), List.of()));
        execute(extend("hold-0"));
        execute(new Amend(new BookingId("direct-2"), command(), OptionalLong.empty(),
                List.of(new Part(new ResourceId(OTHER), 3))));
        execute(new Command.Resolve(new BookingId("given-up")));
        pass(Duration.ofMinutes(5));
        execute(confirm("old-0"));
        execute(define(OTHER, CAPACITY - 5));
        execute(define(OTHER, CAPACITY + 5));
        execute(book("late", 0, ROOM));
        pass(Duration.ofMinutes(20));
    }

    public Command define(String resource, long capacity) {
        return new Command.Define(new ResourceId(resource), command(), OptionalLong.of(capacity),
                Optional.empty(), false, OptionalLong.empty(), Precondition.NONE);
    }

    /**
     * Books two units of each resource.
     *
     * @param minutes of a hold; 0 for a booking that is confirmed at once
     */
    public Command book(String id, int minutes, String... resources) {
        return book(id, minutes, 2, resources);
    }

    private Command book(String id, int minutes, long units, String... resources) {
        return new Command.Book(new BookingId(id),
                List.of(resources).stream().map(each -> new LineRequest(new ResourceId(each),
                        units, OptionalLong.empty())).toList(),
                minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes)),
                Optional.of("order 4711"));
    }

    public Command confirm(String id) {
        return new Confirm(new BookingId(id), command());
    }

    public Command release(String id) {
        return new Release(new BookingId(id), command(), OptionalLong.empty(), List.of());
    }

    public Command extend(String id) {
        return new Extend(new BookingId(id), command(), Duration.ofHours(20));
    }

    public Command amend(String id) {
        return new Amend(new BookingId(id), command(), OptionalLong.empty(), List.of(
                new Part(new ResourceId(ROOM), 1), new Part(new ResourceId(OTHER), 4)));
    }

    private synchronized CommandId command() {
        return new CommandId("c-" + commands++);
    }

    public void execute(Command command) {
        execute(command, client);
    }

    /** Executes a command through a client that stands before that of the table. */
    public void execute(Command command, DynamoDbClient through) {
        new Protocol(new DynamoDbLedger(through, table)).execute(command,
                new Invocation(now, base -> true, this::nonce));
    }

    private synchronized Nonce nonce() {
        byte[] bytes = new byte[Nonce.BYTES];
        random.nextBytes(bytes);
        return Nonce.of(bytes);
    }

    /** Writes the entries that the stream would have written by now. */
    public void follow() {
        for (Map<String, AttributeValue> item : items(table)) {
            if (Objects.requireNonNull(item.get("pk")).s().startsWith("booking#")) {
                Booking booking = BookingItem.read(item);
                ListedBooking.of(booking)
                        .forEach(new DynamoDbListing(client, listing())::put);
            }
        }
    }

    public List<Map<String, AttributeValue>> items(String of) {
        return client.scan(scan -> scan.tableName(of).consistentRead(true)).items();
    }

    public Map<String, AttributeValue> item(String pk, String sk) {
        return client.getItem(get -> get.tableName(table).key(key(pk, sk))).item();
    }

    /** Edits an item of either table by hand. */
    public void edit(String of, String pk, String sk,
            Consumer<Map<String, AttributeValue>> edit) {
        Map<String, AttributeValue> item = new HashMap<>(
                client.getItem(get -> get.tableName(of).key(key(pk, sk))).item());
        edit.accept(item);
        client.putItem(put -> put.tableName(of).item(item));
    }

    /** Takes a unit from the available ones of a resource that is confirmed for nobody. */
    public void miscount(String resource) {
        edit(table, "resource#" + resource, "resource", item -> {
            add(item, "available", -1);
            add(item, "confirmed", 1);
        });
    }

    public static void add(Map<String, AttributeValue> item, String name, long number) {
        long before = Long.parseLong(Objects.requireNonNull(item.get(name)).n());
        item.put(name, AttributeValue.fromN(String.valueOf(before + number)));
    }

    public static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
    }
}
