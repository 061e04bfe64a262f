package io.holdfast.lab.explorer;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.decision.Fates;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.ExpiryWheel;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.item.ItemImages;
import io.holdfast.lab.steps.Got;
import io.holdfast.lab.steps.Got.Shown;
import io.holdfast.lab.steps.Part;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.Step;
import io.holdfast.lab.steps.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What an invocation has seen of the items, one item at a time, and how its requests ended. */
record Seen(List<Image> images, Image records, List<Got> history, List<Request> requests) {
    static Seen by(Node node) {
        List<Image> images = new ArrayList<>();
        Image all = Image.NONE;
        List<Got> history = node.history();
        List<Request> requests = node.requests();
        Store store = node.program().store();
        for (int i = 0; i < history.size(); i++) {
            for (int part = 0; part < history.get(i).parts().size(); part++) {
                Shown shown = history.get(i).parts().get(part);
                Part of = requests.get(i).parts().get(part);
                if (shown.fate() == Step.Fate.PASS && (!of.write() || shown.refused())) {
                    images.add(image(of, shown, store));
                    all = all.updatedBy(images.getLast());
                }
            }
        }
        return new Seen(images, all, history, requests);
    }

    private static Image image(Part part, Shown shown, Store store) {
        return shown.item() == Store.ABSENT
                ? new ItemImages().add(store.id(part.key()), Optional.empty()).image()
                : store.image(shown.item());
    }

    Stream<Resource> resources(ResourceId id) {
        return images.stream().flatMap(image -> image.resource(id).stream());
    }

    Stream<Booking> bookings(BookingId id) {
        return images.stream().flatMap(image -> image.booking(id).stream());
    }

    boolean isAbsent(ResourceId id) {
        return images.stream().anyMatch(image -> image.shows(id) && image.resource(id).isEmpty());
    }

    boolean hasWatermark(long expiredThrough) {
        return images.stream().flatMap(image -> image.resources().values().stream())
                .flatMap(Optional::stream)
                .anyMatch(resource -> resource.expiredThrough() == expiredThrough);
    }

    /** Whether an intent under that id was stale by this clock. */
    boolean hasStaleIntent(String id, Instant now) {
        return images.stream().flatMap(image -> image.resources().values().stream())
                .flatMap(Optional::stream).flatMap(resource -> resource.allIntents().stream())
                .anyMatch(intent -> intent.record().value().equals(id)
                        && intent.at().plus(Intent.STALE_AFTER).isBefore(now));
    }

    /** Whether a guard that was true when it was read was false when it was written. */
    boolean lostARace() {
        return history.stream().anyMatch(got -> got.fate() == Step.Fate.CONFLICT
                || got.parts().stream().anyMatch(Shown::refused));
    }

    boolean wasThrottled() {
        return writes().anyMatch(got -> got.fate() == Step.Fate.THROTTLED
                || got.parts().stream().anyMatch(part -> part.fate() == Step.Fate.THROTTLED));
    }

    boolean gotNoAnswer() {
        return writes().anyMatch(got -> got.fate() == Step.Fate.LATE
                || got.parts().stream().anyMatch(part -> part.fate() == Step.Fate.LATE));
    }

    private Stream<Got> writes() {
        return IntStream.range(0, history.size()).filter(i -> requests.get(i).writes())
                .mapToObj(history::get);
    }

    boolean hasUnproven(Resource resource) {
        // A record that one attempt of the invocation has read, another may have failed to read.
        boolean missed = history.stream().flatMap(got -> got.parts().stream())
                .anyMatch(part -> part.fate() != Step.Fate.PASS);
        return (missed && !resource.allIntents().isEmpty()) || resource.allIntents().stream()
                .anyMatch(intent -> !Fates.of(intent, resource.id(), records).isFinal());
    }

    boolean isKept(Intent intent, Resource resource) {
        return Fates.of(intent, resource.id(), records) == Fate.KEPT;
    }

    /**
     * The most units that could be available by this clock: intents whose fates no record proves
     * count as they would free most.
     */
    long most(Resource resource, Instant now) {
        long units = resource.availableAt(now);
        for (Intent intent : resource.allIntents()) {
            Fate fate = Fates.of(intent, resource.id(), records);
            units += intent.movement().map(moved -> freed(moved, fate, resource, now)).orElse(0L);
        }
        return units;
    }

    private static long freed(Movement moved, Fate fate, Resource resource, Instant now) {
        boolean taking = moved.to() != Counter.AVAILABLE;
        if ((taking && fate == Fate.KEPT) || (!taking && fate == Fate.VOID)) {
            return 0;
        }
        Bucket goesTo = taking ? moved.from() : Counter.AVAILABLE;
        Bucket leaves = taking ? moved.to() : moved.from();
        if (leaves instanceof Bucket.Slot(long slot)
                && (resource.hasCollected(slot) || ExpiryWheel.hasExpired(slot, now))) {
            return 0; // Collected with the slot, or counted with it.
        }
        if (goesTo instanceof Bucket.Slot(long slot)) {
            return resource.hasCollected(slot) || ExpiryWheel.hasExpired(slot, now)
                    ? moved.units()
                    : 0;
        }
        return moved.units();
    }
}
