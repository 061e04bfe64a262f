package io.holdfast.lab.explorer;

import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.audit.Promises;
import io.holdfast.domain.audit.Violation;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.decision.Fates;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.resource.Bucket;
import io.holdfast.domain.resource.Bucket.Counter;
import io.holdfast.domain.resource.DefinitionRecord;
import io.holdfast.domain.resource.DefinitionRecord.Defined;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.ResourceStatus;
import io.holdfast.domain.resource.Settlement;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules about what the table holds. */
final class ItemRules {
    private final Store store;
    private final RecordRules records;
    private final Set<ResourceId> drained;
    private final Set<Long> goodWrites = new HashSet<>();

    ItemRules(Race race) {
        this.store = race.store();
        this.records = new RecordRules(race.scenario());
        this.drained = race.scenario().sent().stream().flatMap(sent -> sent.commands().stream())
                .filter(Command.Define.class::isInstance).map(Command.Define.class::cast)
                .filter(Command.Define::allowDrain).map(Command.Define::resource)
                .collect(Collectors.toSet());
    }

    /** What one write may change. */
    void checkWrite(int before, int after) {
        long write = ((long) before << Integer.SIZE) | after;
        if (before == after || before == Store.ABSENT || goodWrites.contains(write)) {
            return;
        }
        readable(after);
        Image old = store.image(before);
        Image now = store.image(after);
        old.bookings().forEach((id, booking) -> records.check(booking.orElseThrow(),
                now.booking(id).orElseThrow()));
        old.definitions().forEach((id, record) -> BrokenPromise.unless(
                record.equals(now.definition(id)), "a definition's record never changes"));
        old.resources().forEach((id, resource) -> checkResource(resource.orElseThrow(),
                now.resource(id).orElseThrow()));
        goodWrites.add(write);
    }

    private static void checkResource(Resource before, Resource after) {
        BrokenPromise.unless(after.version() == before.version() + 1,
                "every write to a resource raises its version");
        BrokenPromise.unless(after.expiredThrough() >= before.expiredThrough(),
                "a watermark never sinks");
        BrokenPromise.unless(after.intents().size() <= Limits.INTENTS,
                "the map of intents is bounded");
        BrokenPromise.unless(after.intents().values().stream()
                .filter(intent -> !intent.equals(before.intents().get(intent.booking())))
                .flatMap(intent -> Stream.of(intent.moves().from(), intent.moves().to()))
                .noneMatch(bucket -> bucket instanceof Bucket.Slot(long slot)
                        && after.hasCollected(slot)),
                "no hold enters a collected slot, and none there is confirmed or released");
        boolean closed = before.status() == ResourceStatus.CLOSED
                && after.status() == ResourceStatus.CLOSED;
        BrokenPromise.unless(!closed || takings(after).allMatch(
                intent -> intent.equals(before.intents().get(intent.booking()))),
                "a closed resource takes no booking");
    }

    private static Stream<Intent.OfBooking> takings(Resource resource) {
        return resource.intents().values().stream()
                .filter(intent -> intent.moves().from() == Counter.AVAILABLE);
    }

    private void readable(int item) {
        Optional<String> corrupt = store.corrupt(item);
        BrokenPromise.unless(corrupt.isEmpty(), corrupt.map(why -> (why.contains("capacity")
                ? "conserved: capacity = available + confirmed + held: "
                : "every item can be read: ") + why).orElse(""));
    }

    /** What every state of the items keeps. */
    void check(State state) {
        Image all = Image.NONE;
        for (int key = 0; key < store.keys(); key++) {
            readable(state.item(key));
            all = all.updatedBy(store.image(state.item(key)));
        }
        check(all);
    }

    private void check(Image all) {
        List<Booking> bookings = all.bookings().values().stream().flatMap(Optional::stream)
                .toList();
        List<Resource> resources = new ArrayList<>();
        for (Optional<Resource> each : all.resources().values()) {
            Resource resource = each.orElseThrow();
            BrokenPromise.unless(resource.available() >= 0 || drained.contains(resource.id()),
                    "never overbooked: " + resource.available() + " available");
            BrokenPromise.unless(resource.expiring().values().stream().allMatch(n -> n >= 0),
                    "units leave a slot only if they are there");
            Resource defined = defined(resource, all);
            definitions(defined, all);
            resources.add(collected(defined));
        }
        List<Violation> broken = Promises.broken(resources, bookings, drained);
        BrokenPromise.unless(broken.isEmpty(), broken.isEmpty()
                ? ""
                : broken.getFirst()
                        .sentence());
    }

    /** The resource with a definition that is under way settled, or undone. */
    private static Resource defined(Resource resource, Image all) {
        return resource.defining().map(intent -> resource.after(Settlement.of(intent,
                Fates.of(intent, resource.id(), all) == Fate.KEPT ? Fate.KEPT : Fate.VOID,
                resource))).orElse(resource);
    }

    /**
     * The resource with the units of every slot that is not above the watermark available: a clock
     * ahead has passed such a slot by, no hold in it counts any more, and whoever needs its units
     * collects it.
     */
    private static Resource collected(Resource resource) {
        SortedMap<Long, Long> live = resource.expiring().tailMap(resource.expiredThrough() + 1);
        long held = live.values().stream().mapToLong(Long::longValue).sum();
        return new Resource(resource.id(), resource.version(), resource.definitionVersion(),
                resource.definition(), resource.available() + resource.held() - held,
                resource.confirmed(), live, resource.expiredThrough(), resource.intents(),
                resource.defining());
    }

    /** The newest COMMITTED definition is the resource's. */
    private static void definitions(Resource resource, Image all) {
        Map<Long, List<Defined>> versions = all.definitions().values().stream()
                .flatMap(Optional::stream).filter(each -> each.resource().equals(resource.id()))
                .map(DefinitionRecord::defined).flatMap(Optional::stream)
                .filter(each -> each.nonce().isPresent())
                .collect(Collectors.groupingBy(Defined::definitionVersion));
        BrokenPromise.unless(versions.values().stream().allMatch(each -> each.size() == 1),
                "each COMMITTED definition has a version of its own");
        BrokenPromise.unless(versions.keySet().stream()
                .allMatch(version -> version <= resource.definitionVersion()),
                "a COMMITTED definition is never lost");
        versions.getOrDefault(resource.definitionVersion(), List.of()).forEach(
                each -> BrokenPromise.unless(each.definition().equals(resource.definition()),
                        "a definition is what its caller was answered"));
    }

    /** The items of a state, all as one image. */
    Image image(State state) {
        Image all = Image.NONE;
        for (int key = 0; key < store.keys(); key++) {
            all = all.updatedBy(store.image(state.item(key)));
        }
        return all;
    }

    /** The resource with every intent settled or undone as its record says. */
    static Resource settled(Resource resource, Image all) {
        Resource settled = defined(resource, all);
        for (Intent intent : resource.intents().values()) {
            settled = settled.after(Settlement.of(intent,
                    Fates.of(intent, resource.id(), all) == Fate.KEPT ? Fate.KEPT : Fate.VOID,
                    resource));
        }
        return settled;
    }

    static boolean isInDoubt(Intent intent, ResourceId resource, Image all) {
        return !Fates.of(intent, resource, all).isFinal();
    }

}
