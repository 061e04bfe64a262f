package io.holdfast.operate.audit;

import static io.holdfast.operate.audit.Edit.Of.RESOURCE;
import static io.holdfast.operate.audit.Edit.seen;
import static io.holdfast.operate.audit.Edit.unseen;
import static io.holdfast.operate.audit.Others.add;
import static io.holdfast.operate.audit.Others.any;
import static io.holdfast.operate.audit.Others.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Edits of a resource. */
final class ResourceEdits {
    private static final String TAKEN_OFF = "An intent that moves nothing any more is taken off by"
            + " whoever comes: that is a legal write, and it leaves no record.";
    private static final String VOID = "No record names the intent, before and after. What it says"
            + " of its attempt but the units is compared with nothing.";
    private static final String TRIED = "The time of an attempt is its clock's.";

    private ResourceEdits() {}

    static List<Edit> all() {
        List<Edit> all = new ArrayList<>(List.of(
                seen(RESOURCE, "capacity", at(Others::number, "capacity")),
                seen(RESOURCE, "available", at(Others::number, "available")),
                seen(RESOURCE, "confirmed", at(Others::number, "confirmed")),
                seen(RESOURCE, "definitionVersion", at(Others::number, "definitionVersion")),
                seen(RESOURCE, "status", at((now, random) -> Others.other(now, random, "OPEN",
                        "CLOSED", "HALF_OPEN"), "status")),
                unseen(RESOURCE, "version", "It counts every write, and settlements and"
                        + " collections leave no other trace. Only a version below the writes that"
                        + " the records prove is found.", at(Others::number, "version"))));
        all.addAll(slots());
        all.addAll(watermark());
        all.addAll(intents());
        all.addAll(defining());
        return all;
    }

    private static List<Edit> slots() {
        return List.of(
                seen(RESOURCE, "units of a slot", (item, random, tables) -> {
                    String slot = slot(item, random, units -> true);
                    return slot == null
                            ? null
                            : at(Others::number, "expiring", slot)
                                    .of(item, random, tables);
                }),
                seen(RESOURCE, "a slot with units removed", (item, random, tables) -> {
                    String slot = slot(item, random, units -> units > 0);
                    return slot == null ? null : Paths.with(item, null, "expiring", slot);
                }),
                seen(RESOURCE, "the minute of a slot with units", (item, random, tables) -> {
                    String slot = slot(item, random, units -> units > 0);
                    return slot == null || Long.parseLong(slot) <= Paths.number(item,
                            "expiredThrough") ? null : moved(item, slot, random);
                }),
                unseen(RESOURCE, "an empty slot moved or removed", "An empty slot says the same as"
                        + " none.", (item, random, tables) -> {
                            String slot = slot(item, random, units -> units == 0);
                            return slot == null
                                    ? null
                                    : random.nextBoolean()
                                            ? moved(item, slot, random)
                                            : Paths.with(item, null, "expiring", slot);
                        }));
    }

    private static @Nullable String slot(Map<String, AttributeValue> item, Random random,
            Predicate<Long> units) {
        List<String> slots = Paths.map(item, "expiring").keySet().stream().sorted()
                .filter(slot -> units.test(Paths.number(item, "expiring", slot))).toList();
        return slots.isEmpty() ? null : any(slots, random);
    }

    private static @Nullable Map<String, AttributeValue> moved(Map<String, AttributeValue> item,
            String slot, Random random) {
        String other = Long.toString(Long.parseLong(slot) + 1 + random.nextInt(30));
        return Paths.map(item, "expiring").containsKey(other)
                ? null
                : Paths.with(Paths.with(item, null, "expiring", slot),
                        Paths.get(item, "expiring", slot), "expiring", other);
    }

    private static List<Edit> watermark() {
        return List.of(
                seen(RESOURCE, "expiredThrough, below the slot of a hold that was collected",
                        (item, random, tables) -> {
                            long highest = highestCollected(item, tables);
                            return highest == 0
                                    ? null
                                    : Paths.with(item, AttributeValue.fromN(Long.toString(
                                            highest - 1 - random.nextInt(50))), "expiredThrough");
                        }),
                seen(RESOURCE, "expiredThrough, a day ahead",
                        at((now, random) -> AttributeValue.fromN("29600000"), "expiredThrough")),
                unseen(RESOURCE, "expiredThrough, a few minutes lower or higher", "Between the old"
                        + " and the new one no hold ends that counts: both say the same.",
                        at((now, random) -> add(now, random.nextInt(9) - 4), "expiredThrough")));
    }

    private static long highestCollected(Map<String, AttributeValue> item, Tables tables) {
        long through = Paths.number(item, "expiredThrough");
        String id = Paths.text(item, "pk").substring("resource#".length());
        return tables.bookings().values().stream().flatMap(each -> each.admission().stream())
                .filter(each -> each.state().name().equals("HELD"))
                .filter(each -> each.lines().stream().anyMatch(
                        line -> line.resource().value().equals(id) && line.remaining() > 0))
                .mapToLong(each -> each.slot().orElseThrow()).filter(slot -> slot <= through)
                .max().orElse(0);
    }

    private static List<Edit> intents() {
        return List.of(
                seen(RESOURCE, "an intent removed that moves units when it is settled",
                        intent((item, booking, tables) -> tables.moves(item, booking))),
                unseen(RESOURCE, "an intent removed that moves none", TAKEN_OFF,
                        intent((item, booking, tables) -> !tables.moves(item, booking))),
                seen(RESOURCE, "nonce of an intent that is kept", intent(
                        (item, booking, tables) -> tables.isKept(item, booking)
                                && tables.matters(item, booking),
                        (now, random) -> Others.nonce(random), "n")),
                unseen(RESOURCE, "nonce of an intent that is not kept", VOID, intent(
                        (item, booking, tables) -> !tables.isKept(item, booking),
                        (now, random) -> Others.nonce(random), "n")),
                seen(RESOURCE, "units of an intent", intent(
                        (item, booking, tables) -> tables.isKept(item, booking)
                                || tables.moves(item, booking),
                        Others::number, "u")),
                seen(RESOURCE, "slot of an intent that is kept", intent(
                        (item, booking, tables) -> tables.isKept(item, booking),
                        Others::number, "b")),
                seen(RESOURCE, "fingerprint of an intent that is kept", intent(
                        (item, booking, tables) -> tables.isKept(item, booking),
                        Others::number, "f")),
                unseen(RESOURCE, "fingerprint or version seen of an intent that is not kept",
                        VOID, (item, random, tables) -> intent((of, booking, all) -> !all
                                .isKept(of, booking), Others::number,
                                random.nextBoolean() ? "f" : "v").of(item, random, tables)),
                seen(RESOURCE, "command of an intent that is kept", intent(
                        (item, booking, tables) -> tables.isKept(item, booking)
                                && tables.matters(item, booking),
                        (now, random) -> AttributeValue.fromS(now.s() + "0"), "c")),
                seen(RESOURCE, "version seen of an intent, above its record's", intent(
                        (item, booking, tables) -> !booking.isEmpty(),
                        (now, random) -> add(now, 500), "v")),
                unseen(RESOURCE, "time of an intent", TRIED, intent(
                        (item, booking, tables) -> true,
                        (now, random) -> add(now, random.nextInt(600) - 300), "t")),
                seen(RESOURCE, "time of an intent, a day ahead", intent(
                        (item, booking, tables) -> true, (now, random) -> add(now, 90_000), "t")),
                seen(RESOURCE, "an attribute of an intent removed",
                        (item, random, tables) -> intent(
                                (of, booking, all) -> true, (now, same) -> null,
                                any(List.of("n", "m", "u", "f", "t"), random))
                                .of(item, random, tables)));
    }

    /** Which intents are edited. */
    @FunctionalInterface
    private interface Chosen {
        boolean test(Map<String, AttributeValue> item, String booking, Tables tables);
    }

    private static Edit.Change intent(Chosen chosen) {
        return (item, random, tables) -> {
            List<String> some = Paths.map(item, "intents").keySet().stream().sorted()
                    .filter(booking -> chosen.test(item, booking, tables)).toList();
            return some.isEmpty() ? null : Paths.with(item, null, "intents", any(some, random));
        };
    }

    private static Edit.Change intent(Chosen chosen,
            java.util.function.BiFunction<AttributeValue, Random, @Nullable AttributeValue> change,
            String name) {
        return (item, random, tables) -> {
            List<String> some = Paths.map(item, "intents").keySet().stream().sorted()
                    .filter(booking -> Paths.get(item, "intents", booking, name) != null)
                    .filter(booking -> chosen.test(item, booking, tables)).toList();
            return some.isEmpty()
                    ? null
                    : at(change, "intents", any(some, random), name).of(item, random, tables);
        };
    }

    private static List<Edit> defining() {
        return List.of(
                seen(RESOURCE, "units of a cut under way", (item, random, tables) -> Paths
                        .text(item, "defining", "m").equals("c")
                                ? at(Others::number, "defining", "u").of(item, random, tables)
                                : null),
                unseen(RESOURCE, "fingerprint or time of a definition under way", VOID,
                        (item, random, tables) -> at((now, same) -> add(now, 1), "defining",
                                random.nextBoolean() ? "f" : "t").of(item, random, tables)));
    }
}
