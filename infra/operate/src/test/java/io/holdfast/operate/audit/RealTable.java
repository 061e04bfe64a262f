package io.holdfast.operate.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Part;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Protocol;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ListingItem;
import io.holdfast.engine.Interception;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.engine.expression.Insert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A table and its listing as the real commands leave them: direct bookings and holds of one and of
 * several resources, groups, confirms, releases of all and of parts, extensions, amendments,
 * definitions, cuts, drains, failures of every kind, expired holds, and intents of every fate. Its
 * clock and its random numbers are seeded, so a seed gives the same table each time.
 */
final class RealTable {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int RESOURCES = 12;

    private final Random random;
    private final Set<Map<String, AttributeValue>> touched = new LinkedHashSet<>();
    private final Set<Map<String, AttributeValue>> keys = new LinkedHashSet<>();
    private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> entries = new LinkedHashMap<>();
    private final Map<BookingId, Booking> published = new HashMap<>();
    private final DynamoDbClient client = new MemoryDynamoDb();
    private final Unreliable ledger;
    private final Protocol protocol;
    private Instant now = START;
    private int bookings;
    private int commands;

    private RealTable(long seed) {
        random = new Random(seed);
        ledger = new Unreliable(new DynamoDbLedger(watched(client, touched), "table"), random,
                this::other);
        protocol = new Protocol(ledger);
    }

    /** @param steps commands; most of them are bookings and what follows */
    static RealTable of(long seed, int steps) {
        RealTable table = new RealTable(seed);
        table.run(steps);
        return table;
    }

    Instant now() {
        return now;
    }

    List<Map<String, AttributeValue>> items() {
        return keys.stream().map(key -> client.getItem(get -> get.key(key)).item()).toList();
    }

    List<Map<String, AttributeValue>> entries() {
        return List.copyOf(entries.values());
    }

    private void run(int steps) {
        for (int i = 0; i < RESOURCES; i++) {
            execute(define(i, OptionalLong.of(10 + 30L * i), Optional.empty(), false));
        }
        execute(define(RESOURCES, OptionalLong.of(0), Optional.of(ResourceStatus.CLOSED), false));
        ledger.setRate(0.06);
        for (int i = 0; i < steps; i++) {
            step();
        }
        ledger.arrive();
        leaveDefinitionsUnderWay();
        publish();
    }

    private void leaveDefinitionsUnderWay() {
        ledger.setRate(0);
        for (int room = RESOURCES - 2; room < RESOURCES; room++) {
            execute(define(room, OptionalLong.of(400), Optional.of(ResourceStatus.OPEN), false));
            ledger.dieBeforeRecord();
            execute(define(room, OptionalLong.of(390 + 20L * (room % 2)), Optional.empty(),
                    false));
        }
    }

    private void step() {
        now = now.plusMillis(random.nextInt(20) == 0
                ? random.nextInt(1_200_000)
                : random.nextInt(9_000));
        if (random.nextInt(9) == 0) {
            ledger.arrive();
        }
        switch (random.nextInt(20)) {
            case 0 -> together();
            case 1 -> execute(redefine());
            case 2, 3, 4, 5, 6, 7, 8, 9 -> execute(book());
            default -> execute(followUp());
        }
        publish();
    }

    private void other() {
        try {
            protocol.execute(random.nextBoolean() ? book() : followUp(), invocation());
        } catch (Unreliable.Died | InvalidInput e) {
            // It has died, too, or does not fit: nothing was sent.
        }
    }

    private void execute(Command command) {
        try {
            protocol.execute(command, invocation());
            if (random.nextInt(25) == 0) {
                protocol.execute(command, invocation());
            }
        } catch (Unreliable.Died | InvalidInput e) {
            // The invocation is dead, or the command does not fit its booking.
        }
    }

    private void together() {
        ResourceId resource = resource();
        List<Command.Book> group = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(6); i++) {
            group.add(new Command.Book(fresh(),
                    List.of(new LineRequest(resource, 1 + random.nextInt(3),
                            OptionalLong.empty())),
                    holdFor(), reference()));
        }
        try {
            protocol.executeTogether(group, invocation());
        } catch (Unreliable.Died e) {
            // The invocation is dead.
        }
    }

    private Command book() {
        if (random.nextInt(30) == 0) {
            return new Command.Resolve(random.nextBoolean() ? fresh() : known());
        }
        int lines = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
        Map<ResourceId, LineRequest> requests = new HashMap<>();
        for (int i = 0; i < lines; i++) {
            ResourceId resource = resource();
            requests.put(resource, new LineRequest(resource, units(),
                    random.nextInt(25) == 0
                            ? OptionalLong.of(1 + random.nextInt(30))
                            : OptionalLong.empty()));
        }
        BookingId id = random.nextInt(40) == 0 ? known() : fresh();
        return new Command.Book(id, List.copyOf(requests.values()), holdFor(), reference());
    }

    private Command followUp() {
        BookingId booking = known();
        CommandId id = command();
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> new FollowUp.Confirm(booking, id);
            case 3, 4 -> new FollowUp.Release(booking, id, OptionalLong.empty(), List.of());
            case 5 -> random.nextBoolean()
                    ? new FollowUp.Release(booking, id, OptionalLong.of(1), List.of())
                    : new FollowUp.Release(booking, id, OptionalLong.empty(), parts(booking));
            case 6, 7 -> new FollowUp.Extend(booking, id,
                    Duration.ofMinutes(5 + random.nextInt(60)));
            default -> random.nextBoolean()
                    ? new FollowUp.Amend(booking, id, OptionalLong.of(units()), List.of())
                    : new FollowUp.Amend(booking, id, OptionalLong.empty(), parts(booking));
        };
    }

    /** One unit of each line of the booking, and now and then of one more resource. */
    private List<Part> parts(BookingId booking) {
        Map<ResourceId, Part> parts = new HashMap<>();
        Optional.ofNullable(published.get(booking)).flatMap(Booking::admission)
                .ifPresent(admission -> admission.currentLines().forEach(
                        line -> parts.put(line.resource(), new Part(line.resource(), 1))));
        if (parts.isEmpty() || random.nextInt(3) == 0) {
            ResourceId more = resource();
            parts.put(more, new Part(more, 1 + random.nextInt(2)));
        }
        return List.copyOf(parts.values());
    }

    private Command redefine() {
        return switch (random.nextInt(6)) {
            case 0 -> define(random.nextInt(RESOURCES), OptionalLong.empty(),
                    Optional.of(random.nextBoolean()
                            ? ResourceStatus.OPEN
                            : ResourceStatus.CLOSED),
                    false);
            case 1 -> define(0, OptionalLong.of(random.nextInt(12)), Optional.empty(), true);
            case 2 -> define(random.nextInt(RESOURCES), OptionalLong.of(random.nextInt(9)),
                    Optional.empty(), false);
            default -> define(random.nextInt(RESOURCES),
                    OptionalLong.of(20 + random.nextInt(300)),
                    Optional.of(ResourceStatus.OPEN), false);
        };
    }

    private Command define(int number, OptionalLong capacity, Optional<ResourceStatus> status,
            boolean drain) {
        return new Command.Define(new ResourceId("room-" + number), command(), capacity, status,
                drain, random.nextInt(12) == 0
                        ? OptionalLong.of(random.nextInt(3))
                        : OptionalLong.empty(),
                Precondition.NONE);
    }

    private ResourceId resource() {
        return new ResourceId(random.nextInt(60) == 0
                ? "nowhere"
                : "room-" + random.nextInt(RESOURCES));
    }

    private int units() {
        return random.nextInt(10) == 0 ? 1 + random.nextInt(60) : 1 + random.nextInt(4);
    }

    private Optional<Duration> holdFor() {
        return random.nextBoolean()
                ? Optional.of(Duration.ofMinutes(1 + random.nextInt(40)))
                : Optional.empty();
    }

    private Optional<String> reference() {
        return random.nextInt(3) == 0
                ? Optional.of("order " + random.nextInt(60))
                : Optional.empty();
    }

    private BookingId fresh() {
        return new BookingId("b-" + bookings++);
    }

    private BookingId known() {
        int recent = Math.min(bookings, 40);
        return new BookingId("b-" + (bookings == 0 ? 0 : bookings - 1 - random.nextInt(recent)));
    }

    private CommandId command() {
        return new CommandId("c-" + commands++);
    }

    private Invocation invocation() {
        return new Invocation(now, base -> true, () -> {
            byte[] bytes = new byte[Nonce.BYTES];
            random.nextBytes(bytes);
            return Nonce.of(bytes);
        });
    }

    /** What the stream does after each write. */
    private void publish() {
        for (Map<String, AttributeValue> key : List.copyOf(touched)) {
            Map<String, AttributeValue> item = client.getItem(get -> get.key(key)).item();
            if (!item.isEmpty()) {
                keys.add(key);
            }
            if (Keys.kind(item) == Keys.Kind.BOOKING) {
                Booking after = BookingItem.read(item);
                ListedBooking.changed(Optional.ofNullable(published.put(after.id(), after)), after)
                        .forEach(this::put);
            }
        }
        touched.clear();
    }

    private void put(ListedBooking entry) {
        Map<String, AttributeValue> item = ListingItem.write(entry);
        entries.put(key(item), item);
    }

    private static DynamoDbClient watched(DynamoDbClient client,
            Set<Map<String, AttributeValue>> touched) {
        Interception watch = (request, proceed) -> {
            switch (request) {
                case PutItemRequest put -> touched.add(key(put.item()));
                case UpdateItemRequest update -> touched.add(update.key());
                case BatchExecuteStatementRequest batch -> batch.statements().forEach(
                        each -> touched.add(key(Insert.of(each).item())));
                default -> {
                }
            }
            return proceed.with(request);
        };
        return watch.around(client);
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        return Map.of("pk", item.get("pk"), "sk", item.get("sk"));
    }
}
