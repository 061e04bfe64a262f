package io.holdfast.operate;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.BookingState;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.DefinitionItem;
import io.holdfast.dynamodb.item.ListingItem;
import io.holdfast.dynamodb.item.ResourceItem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The items that commands would have left: bookings of one to three lines, of which a half are
 * holds, some of them confirmed, some released as a whole, and a tenth given up.
 */
final class GeneratedTable {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SLOT = AT.getEpochSecond() / 60 + 10;
    private static final int RESOURCES = 2_000;
    private static final long CAPACITY = 1_000_000;

    private final Units[] units = IntStream.range(0, RESOURCES).mapToObj(i -> new Units())
            .toArray(Units[]::new);

    private static final class Units {
        private long confirmed;
        private long held;
        private long writes;
    }

    /** Receives an item. */
    @FunctionalInterface
    interface To {
        void item(Map<String, AttributeValue> item) throws IOException;
    }

    /** The moment at which the table looked so. */
    Instant moment() {
        return AT.plus(Duration.ofMinutes(9));
    }

    void write(int bookings, To table, To listing) throws IOException {
        for (int number = 0; number < bookings; number++) {
            Booking booking = booking(number);
            table.item(BookingItem.write(booking));
            for (ListedBooking entry : ListedBooking.of(booking)) {
                listing.item(ListingItem.write(entry));
            }
            booking.admission().ifPresent(this::count);
        }
        for (int number = 0; number < RESOURCES; number++) {
            table.item(DefinitionItem.write(definition(number)));
            table.item(ResourceItem.write(resource(number)));
        }
    }

    private void count(Admission admission) {
        for (Line line : admission.lines()) {
            Units of = units[Integer.parseInt(line.resource().value().split("-", 3)[1])];
            of.writes += 4;
            if (admission.state() == BookingState.HELD) {
                of.held += line.remaining();
            } else if (admission.state() == BookingState.CONFIRMED) {
                of.confirmed += line.remaining();
            }
        }
    }

    private Resource resource(int number) {
        Units of = units[number];
        TreeMap<Long, Long> expiring = new TreeMap<>();
        if (of.held > 0) {
            expiring.put(SLOT, of.held);
        }
        return new Resource(id(number), 2 + of.writes, 1, Definition.open(CAPACITY),
                CAPACITY - of.confirmed - of.held, of.confirmed, expiring, 0);
    }

    private static DefinitionRecord definition(int number) {
        Command.Define define = new Command.Define(id(number), new CommandId("define-" + number),
                OptionalLong.of(CAPACITY), Optional.of(ResourceStatus.OPEN), false,
                OptionalLong.empty(), Precondition.NONE);
        return new DefinitionRecord(define.id(), define.fingerprint(),
                new Verdict.Committed(AT.minusSeconds(60)), id(number),
                Optional.of(new Defined(Definition.open(CAPACITY), 1, true,
                        Optional.of(nonce('d', number)))));
    }

    private static ResourceId id(int number) {
        return new ResourceId("hotel-" + number % RESOURCES + "-2026-03-01");
    }

    private static Nonce nonce(char kind, int number) {
        return new Nonce(kind + "%015d".formatted(number));
    }

    private static Booking booking(int number) {
        BookingId id = new BookingId("018f6b1e-7c1d-7000-8000-%012d".formatted(number));
        if (number % 10 == 9) {
            return Booking.abandoned(id,
                    new Verdict.Failed(Reason.ABANDONED, Evidence.NONE, AT));
        }
        List<LineRequest> requests = IntStream.rangeClosed(0, number % 3)
                .mapToObj(i -> new LineRequest(id(number + i), 1 + number % 2,
                        OptionalLong.empty()))
                .toList();
        boolean held = number % 2 == 0;
        Command.Book book = new Command.Book(id, requests,
                held ? Optional.of(Duration.ofMinutes(10)) : Optional.empty(),
                number % 4 == 0 ? Optional.of("order " + number) : Optional.empty());
        List<Line> lines = requests.stream().map(each -> new Line(each.resource(), each.units(),
                each.units(), nonce('n', number))).toList();
        Booking booked = Booking.committed(book,
                held ? Admission.held(lines, SLOT) : Admission.confirmed(lines, AT),
                new Verdict.Committed(AT));
        return number % 6 == 0
                ? confirmed(booked, number)
                : number % 7 == 0 ? released(booked, number) : booked;
    }

    private static Booking confirmed(Booking booking, int number) {
        CommandId command = new CommandId("c-" + number);
        return booking.after(command,
                transition(booking, Verb.CONFIRM,
                        new FollowUp.Confirm(booking.id(), command), number),
                booking.admission().orElseThrow().confirm(AT.plusSeconds(9)));
    }

    private static Booking released(Booking booking, int number) {
        CommandId command = new CommandId("r-" + number);
        Admission admission = booking.admission().orElseThrow();
        return booking.after(command,
                transition(booking, Verb.RELEASE, new FollowUp.Release(booking.id(), command,
                        OptionalLong.empty(), List.of()), number),
                admission.release(admission.lines().stream()
                        .map(line -> line.release(line.remaining())).toList(), AT.plusSeconds(9)));
    }

    private static Transition transition(Booking booking, Verb verb, FollowUp command,
            int number) {
        Map<ResourceId, Nonce> nonces = new HashMap<>();
        booking.admission().orElseThrow().lines()
                .forEach(line -> nonces.put(line.resource(), nonce('c', number)));
        return new Transition(verb, command.fingerprint(),
                new Verdict.Committed(AT.plusSeconds(9)), nonces);
    }
}
