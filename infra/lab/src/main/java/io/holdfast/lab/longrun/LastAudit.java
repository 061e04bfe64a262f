package io.holdfast.lab.longrun;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.audit.Promises;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Items;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads every item of a world when nothing is under way, and asks which promises are broken. */
final class LastAudit {
    /** Items of one read; the service's limit. */
    private static final int MOST_ITEMS = 100;

    private final World world;
    private final DynamoDbClient table;
    private final Ledger ledger;

    LastAudit(World world) {
        this.world = world;
        this.table = world.table();
        this.ledger = new DynamoDbLedger(table, Engine.TABLE);
    }

    void run(int bookings) {
        List<Id> committed = new ArrayList<>();
        for (int number = 0; number < bookings; number++) {
            Map<String, AttributeValue> item = Items.read(table,
                    "booking#" + world.booking(number), "booking");
            String outcome = item.isEmpty() ? "" : Items.text(item, "outcome");
            compare(number, outcome);
            if (outcome.equals("COMMITTED")) {
                committed.add(new BookingId(world.booking(number)));
            }
        }
        List<Booking> read = bookings(committed);
        List<Resource> resources = resources();
        Promises.broken(resources, read, Set.of())
                .forEach(violation -> world.findings().violated(violation.sentence()));
        resources.forEach(each -> world.findings().include(each.id().value() + " " + each.version()
                + " " + each.available() + " " + each.confirmed() + " " + each.expiring()));
    }

    private void compare(int number, String outcome) {
        if (outcome.isEmpty() || !world.booked().isKnown(number)) {
            world.findings().violated(world.booking(number) + " has no verdict");
        }
        agree(world.booked(), number, outcome.equals("COMMITTED"), "book");
        world.findings().include(outcome);
    }

    private void agree(Verdicts verdicts, int number, boolean recorded, String verb) {
        if (!verdicts.agree(number, recorded)) {
            world.findings().violated("the caller who wanted to " + verb + " "
                    + world.booking(number) + " received another verdict than is recorded");
        }
    }

    private List<Booking> bookings(List<Id> ids) {
        List<Booking> bookings = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_ITEMS) {
            List<Id> some = ids.subList(from, Math.min(from + MOST_ITEMS, ids.size()));
            Image image = read(some);
            some.forEach(id -> bookings.add(image.booking((BookingId) id).orElseThrow()));
        }
        bookings.forEach(this::compare);
        return bookings;
    }

    private void compare(Booking booking) {
        Admission admission = booking.admission().orElseThrow();
        int number = world.number(booking.id());
        if (admission.slot().isPresent()) {
            agree(world.confirmed(), number, admission.confirmedAt().isPresent(), "confirm");
        }
        agree(world.released(), number, admission.releasedAt().isPresent(), "release");
        agree(world.extended(), number, isCommitted(booking, "x-"), "extend");
        agree(world.amended(), number, isCommitted(booking, "a-"), "amend");
        world.findings().include(booking.version() + admission.state().name());
    }

    private boolean isCommitted(Booking booking, String prefix) {
        return booking.transition(new CommandId(prefix + world.number(booking.id())))
                .filter(entry -> entry.verdict() instanceof Verdict.Committed).isPresent();
    }

    private List<Resource> resources() {
        List<ResourceId> ids = world.allResources().stream().map(ResourceId::new).toList();
        Image image = read(ids);
        return ids.stream().map(id -> image.resource(id).orElseThrow()).toList();
    }

    private Image read(List<? extends Id> ids) {
        return switch (ledger.read(new HashSet<>(ids))) {
            case Reading.Read(Image image) -> image;
            case Reading.NotRead notRead -> throw new IllegalStateException("nothing was read");
        };
    }
}
