package io.holdfast.operate.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.FollowUp;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.resource.Definition;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ListingItem;
import io.holdfast.dynamodb.item.ResourceItem;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Prints what the judge costs: bookings of one to three lines, half of them holds, a third of them
 * confirmed by a command. Run it with the number of bookings.
 */
final class JudgeBenchmark {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final int RESOURCES = 2_000;
    private static final int BATCH = 10_000;

    /** Of this thread alone, so that a busy machine changes nothing. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private JudgeBenchmark() {}

    public static void main(String[] arguments) {
        int bookings = Integer.parseInt(arguments[0]);
        for (int round = 0; round < 3; round++) {
            TableAudit audit = new TableAudit(Scope.export(true, AT.plusSeconds(60)));
            IntStream.range(0, RESOURCES).forEach(i -> audit.resources(ResourceItem.write(
                    new Resource(resource(i), 2 + bookings, 1, Definition.open(1_000_000),
                            1_000_000, 0, new TreeMap<>(), 0))));
            long nanos = 0;
            for (int from = 0; from < bookings; from += BATCH) {
                List<Booking> batch = IntStream.range(from, from + BATCH)
                        .mapToObj(JudgeBenchmark::booking).toList();
                List<Map<String, AttributeValue>> items = batch.stream().map(BookingItem::write)
                        .toList();
                List<Map<String, AttributeValue>> entries = batch.stream()
                        .flatMap(each -> ListedBooking.of(each).stream()).map(ListingItem::write)
                        .toList();
                long start = CPU.getCurrentThreadCpuTime();
                items.forEach(audit::records);
                entries.forEach(audit::entry);
                nanos += CPU.getCurrentThreadCpuTime() - start;
            }
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf("%d bookings: %.2f microseconds each with their entries, on one"
                    + " thread; %d MB in use, third pass %s%n", bookings,
                    nanos / 1_000.0 / bookings,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20, audit.needsThirdPass());
            System.out.println(audit.result(Set.of(), Set.of()).counts());
        }
    }

    private static ResourceId resource(int number) {
        return new ResourceId("hotel-" + number % RESOURCES + "-2026-03-01");
    }

    private static Booking booking(int number) {
        BookingId id = new BookingId("018f6b1e-7c1d-7000-8000-%012d".formatted(number));
        List<LineRequest> requests = IntStream.rangeClosed(0, number % 3)
                .mapToObj(i -> new LineRequest(resource(number + i), 1 + number % 2,
                        OptionalLong.empty()))
                .toList();
        boolean held = number % 2 == 0;
        Command.Book book = new Command.Book(id, requests,
                held ? Optional.of(Duration.ofMinutes(10)) : Optional.empty(),
                number % 4 == 0 ? Optional.of("order " + number) : Optional.empty());
        List<Line> lines = requests.stream().map(each -> new Line(each.resource(), each.units(),
                each.units(), new Nonce("n%015d".formatted(number)))).toList();
        Verdict.Committed verdict = new Verdict.Committed(AT);
        Booking booking = Booking.committed(book, held
                ? Admission.held(lines, AT.getEpochSecond() / 60 + 10)
                : Admission.confirmed(lines, AT), verdict);
        if (number % 6 != 0) {
            return booking;
        }
        CommandId command = new CommandId("c-" + number);
        Map<ResourceId, Nonce> nonces = new TreeMap<>();
        lines.forEach(line -> nonces.put(line.resource(), new Nonce("c%015d".formatted(number))));
        return booking.after(command, new Transition(Verb.CONFIRM,
                new FollowUp.Confirm(id, command).fingerprint(), verdict, nonces),
                booking.admission().orElseThrow().confirm(AT));
    }
}
