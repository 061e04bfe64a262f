package io.holdfast.lab.listing;

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
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Protocol;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.TestContext;
import io.holdfast.lab.Written;
import io.holdfast.lambda.stream.FailureQueue;
import io.holdfast.lambda.stream.Publisher;
import io.holdfast.lambda.stream.StreamBatch;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A few rooms, and guests who do everything that can be done with a booking, at random. */
final class Hotel {
    private static final int ROOMS = 5;
    private static final long CAPACITY = 60;
    private static final int MOST_UNITS = 4;
    private static final Duration STEP = Duration.ofMinutes(2);

    final List<ResourceId> rooms = new ArrayList<>();
    final List<BookingId> bookings = new ArrayList<>();
    private final String name = Engine.fresh("hotel");
    private final Random random;
    private final Written written;
    private final Functions functions;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private int commands;

    Hotel(long seed) {
        random = new Random(seed);
        written = new Written(now);
        functions = Functions.on(written.around(Engine.embedded()), now);
        for (int i = 0; i < ROOMS; i++) {
            addRoom();
        }
    }

    void addRoom() {
        rooms.add(new ResourceId(UUID.randomUUID().toString()));
        functions.define(rooms.getLast().value(), CAPACITY);
    }

    Ledger ledger() {
        return functions.ledger();
    }

    Instant now() {
        return now;
    }

    /** The records of the stream so far, in order. */
    List<StreamRecord> records() {
        return written.records;
    }

    /** Every list that a booking of the hotel can be on. */
    List<ListKey> lists() {
        return Stream.concat(rooms.stream().<ListKey>map(ListKey.OfResource::new),
                Stream.of("mine", "yours").map(each -> new ListKey.OfReference(reference(each))))
                .toList();
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            now = now.plusSeconds(random.nextLong(STEP.toSeconds()));
            written.at = now;
            execute(next());
        }
    }

    void execute(Command command) {
        new Protocol(ledger()).execute(command, new Invocation(now, base -> true, this::nonce));
    }

    Optional<Booking> read(BookingId id) {
        return ((Reading.Read) ledger().read(Set.of(id))).image().booking(id);
    }

    /** Delivers records to the function of the stream, whose clock is that of the hotel. */
    Optional<String> deliver(List<StreamRecord> records, DynamoDbClient client, Publisher bus) {
        return StreamBatch.of(bus, FailureQueue.NONE,
                Functions.wiring(client, InstantSource.fixed(now)), new TestContext(60_000))
                .publish(records);
    }

    private Command next() {
        int percent = random.nextInt(100);
        if (bookings.isEmpty() || percent < 40) {
            bookings.add(new BookingId(name + "-" + commands));
            return book(bookings.getLast(), percent < 10);
        }
        BookingId booking = bookings.get(random.nextInt(bookings.size()));
        CommandId id = new CommandId("c-" + commands++);
        if (percent < 55) {
            return new Confirm(booking, id);
        }
        if (percent < 65) {
            return new Extend(booking, id, Duration.ofMinutes(1 + random.nextInt(30)));
        }
        return percent < 80
                ? new Amend(booking, id, OptionalLong.empty(), parts())
                : new Release(booking, id, OptionalLong.empty(),
                        percent < 90 ? List.of() : parts());
    }

    private Command book(BookingId id, boolean forGood) {
        commands++;
        int who = random.nextInt(3);
        return new Command.Book(id,
                parts().stream().map(part -> new LineRequest(part.resource(), part.units(),
                        OptionalLong.empty())).toList(),
                forGood
                        ? Optional.empty()
                        : Optional.of(Duration.ofMinutes(1 + random.nextInt(20))),
                who == 0
                        ? Optional.empty()
                        : Optional.of(reference(who == 1 ? "mine" : "yours")));
    }

    private List<Part> parts() {
        List<ResourceId> some = new ArrayList<>(rooms);
        Collections.shuffle(some, random);
        return some.stream().limit(1 + random.nextInt(3))
                .map(room -> new Part(room, 1 + random.nextLong(MOST_UNITS))).toList();
    }

    private String reference(String whose) {
        return name + " " + whose;
    }

    private Nonce nonce() {
        byte[] bytes = new byte[Nonce.BYTES];
        random.nextBytes(bytes);
        return Nonce.of(bytes);
    }
}
