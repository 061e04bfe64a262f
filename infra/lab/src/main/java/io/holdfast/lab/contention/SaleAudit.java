package io.holdfast.lab.contention;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.audit.Promises;
import io.holdfast.domain.audit.Violation;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Resource;
import io.holdfast.lab.contention.Seller.Request;
import io.holdfast.lab.contention.Seller.Stock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads Holdfast's items without time, and compares them with the promises and with the answers. */
final class SaleAudit {
    /** Items of one read; the service's limit. */
    private static final int MOST_ITEMS = 100;

    private final Ledger ledger;

    SaleAudit(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The verdict on record, which a sender through the queue learns from an event. */
    String booking(Request request) {
        return read(List.of(request)).values().stream().map(Booking::verdict)
                .map(SaleAudit::answer).findFirst().orElse(Seller.UNDECIDED);
    }

    /** The verdict of the booking's confirm. */
    String confirm(Request request) {
        return read(List.of(request)).values().stream()
                .flatMap(booking -> confirmed(booking).stream())
                .findFirst().orElse(Seller.UNDECIDED);
    }

    Stock stock(String resource) {
        Resource item = resource(resource);
        return new Stock(item.available(),
                item.expiring().values().stream().mapToLong(Long::longValue).sum(),
                item.confirmed());
    }

    long committed(String resource, List<Request> requests) {
        List<Request> own = requests.stream()
                .filter(request -> request.resource().equals(resource)).toList();
        Map<String, Booking> recorded = read(own);
        return own.stream().filter(request -> Optional.ofNullable(recorded.get(request.booking()))
                .filter(booking -> booking.verdict() instanceof Verdict.Committed).isPresent())
                .mapToLong(Request::units).sum();
    }

    List<String> broken(List<String> resources, Map<Request, String> answers,
            Map<Request, String> confirms) {
        Map<String, Booking> recorded = read(answers.keySet());
        List<String> broken = new ArrayList<>(Promises
                .broken(resources.stream().map(this::resource).toList(), recorded.values(),
                        Set.of())
                .stream().map(Violation::sentence).toList());
        answers.forEach((request, answer) -> {
            Optional<Booking> booking = Optional.ofNullable(recorded.get(request.booking()));
            compare(request, answer, booking.map(each -> answer(each.verdict())), broken);
        });
        confirms.forEach((request, answer) -> {
            Optional<Booking> booking = Optional.ofNullable(recorded.get(request.booking()));
            compare(request, answer, booking.flatMap(SaleAudit::confirmed), broken);
        });
        return broken;
    }

    private static void compare(Request request, String answer, Optional<String> recorded,
            List<String> broken) {
        if (!recorded.equals(Optional.of(answer))) {
            broken.add("one id, one verdict: " + request.booking() + " was answered " + answer
                    + ", and its record says " + recorded.orElse("nothing"));
        }
    }

    private static Optional<String> confirmed(Booking booking) {
        return Optional.ofNullable(booking.transitions()
                .get(new CommandId(HoldfastSeller.confirmId(booking.id().value()))))
                .map(transition -> answer(transition.verdict()));
    }

    private static String answer(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Committed committed -> Seller.COMMITTED;
            case Verdict.Failed failed -> failed.text();
        };
    }

    private Resource resource(String id) {
        ResourceId resource = new ResourceId(id);
        return image(Set.of(resource)).resource(resource).orElseThrow();
    }

    private Map<String, Booking> read(Collection<Request> requests) {
        List<BookingId> ids = requests.stream().map(Request::booking).map(BookingId::new).toList();
        Map<String, Booking> bookings = new HashMap<>();
        for (int from = 0; from < ids.size(); from += MOST_ITEMS) {
            List<BookingId> some = ids.subList(from, Math.min(from + MOST_ITEMS, ids.size()));
            Image image = image(new HashSet<>(some));
            some.forEach(id -> image.booking(id)
                    .ifPresent(booking -> bookings.put(id.value(), booking)));
        }
        return bookings;
    }

    private Image image(Set<Id> ids) {
        return switch (ledger.read(ids)) {
            case Reading.Read(Image image) -> image;
            case Reading.NotRead notRead -> throw new IllegalStateException("nothing was read");
        };
    }
}
