package io.holdfast.operate.audit;

import static io.holdfast.operate.audit.Edit.Of.DEFINED;
import static io.holdfast.operate.audit.Edit.Of.ENTRY;
import static io.holdfast.operate.audit.Edit.Of.FAILED;
import static io.holdfast.operate.audit.Edit.Of.NOT_DEFINED;
import static io.holdfast.operate.audit.Edit.seen;
import static io.holdfast.operate.audit.Edit.unseen;
import static io.holdfast.operate.audit.Others.add;
import static io.holdfast.operate.audit.Others.any;
import static io.holdfast.operate.audit.Others.at;
import static io.holdfast.operate.audit.Others.removed;
import static io.holdfast.operate.audit.Others.where;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Edits of failures, of definitions and of entries of the listing. */
final class RecordEdits {
    static final String ALONE = "A failure has no units and no entry in the listing: nothing else"
            + " knows of it.";
    private static final String NOT_KEPT = "The digest of a failure is of lines that no record"
            + " keeps.";
    private static final String ONCE = "Nothing repeats it.";

    private RecordEdits() {}

    static List<Edit> all() {
        List<Edit> all = new ArrayList<>(failed());
        all.addAll(definitions());
        all.addAll(entries());
        return all;
    }

    private static boolean has(Map<String, AttributeValue> item, String reasons) {
        return Paths.text(item, "reason").matches(reasons);
    }

    private static List<Edit> failed() {
        return List.of(
                seen(FAILED, "version", at(Others::number, "version")),
                seen(FAILED, "outcome", at((now, random) -> AttributeValue.fromS("COMMITTED"),
                        "outcome")),
                unseen(FAILED, "fingerprint", NOT_KEPT,
                        at((now, random) -> Others.fingerprint(random), "fingerprint")),
                seen(FAILED, "fingerprint removed", removed("fingerprint")),
                unseen(FAILED, "reference changed or removed", NOT_KEPT, at((now, random) -> random
                        .nextBoolean() ? null : AttributeValue.fromS("another"), "reference")),
                unseen(FAILED, "decidedAt, by less than a quarter of an hour", ONCE,
                        at((now, random) -> add(now, random.nextInt(200_000) - 100_000),
                                "decidedAt")),
                seen(FAILED, "decidedAt, a day ahead",
                        at((now, random) -> add(now, 86_400_000), "decidedAt")),
                seen(FAILED, "reason, to one with other figures", where(
                        (item, tables) -> !has(item, "RESOURCE_NOT_FOUND"),
                        at((now, random) -> Others.other(now, random, "INSUFFICIENT_CAPACITY",
                                "RESOURCE_CLOSED", "VERSION_MISMATCH", "ABANDONED",
                                "HOLD_EXPIRED", "BUSY"), "reason"))),
                unseen(FAILED, "reason, to another with the same figures", "The reasons that need"
                        + " no figures cannot be told apart.",
                        where(
                                (item, tables) -> has(item, "CONTENTION|THROTTLED|STORE_ERROR")
                                        && !item.containsKey("evidence"),
                                at((now, random) -> Others.other(now, random, "CONTENTION",
                                        "THROTTLED", "STORE_ERROR"), "reason"))),
                seen(FAILED, "available of INSUFFICIENT_CAPACITY, to what was requested or more",
                        where((item, tables) -> has(item, "INSUFFICIENT_CAPACITY"),
                                (item, random, tables) -> Paths.with(item, AttributeValue.fromN(
                                        Long.toString(Paths.number(item, "evidence", "requested")
                                                + random.nextInt(5))),
                                        "evidence", "available"))),
                unseen(FAILED, "requested of INSUFFICIENT_CAPACITY, higher", "It is true of the"
                        + " same moment: no record keeps what was asked for.",
                        where(
                                (item, tables) -> has(item, "INSUFFICIENT_CAPACITY"),
                                at((now, random) -> add(now, 1 + random.nextInt(5)), "evidence",
                                        "requested"))),
                seen(FAILED, "version that a failure has seen, above its resource's",
                        at((now, random) -> add(now, 100_000), "evidence", "version")),
                seen(FAILED, "a figure removed", where(
                        (item, tables) -> has(item, "INSUFFICIENT_CAPACITY|RESOURCE_CLOSED"),
                        (item, random, tables) -> removed("evidence", any(
                                Paths.map(item, "evidence").keySet().stream().sorted().toList(),
                                random)).of(item, random, tables))));
    }

    private static List<Edit> definitions() {
        return List.of(
                seen(DEFINED, "capacity", at(Others::number, "capacity")),
                seen(DEFINED, "status", at((now, random) -> Others.other(now, random, "OPEN",
                        "CLOSED", "HALF_OPEN"), "status")),
                seen(DEFINED, "definitionVersion", at(Others::number, "definitionVersion")),
                seen(DEFINED, "fingerprint", at((now, random) -> Others.fingerprint(random),
                        "fingerprint")),
                seen(DEFINED, "resource", at(Others::resource, "resource")),
                seen(DEFINED, "created", at((now, random) -> AttributeValue.fromBool(!now.bool()),
                        "created")),
                seen(DEFINED, "outcome", at((now, random) -> AttributeValue.fromS("FAILED"),
                        "outcome")),
                seen(DEFINED, "nonce removed", removed("nonce")),
                unseen(DEFINED, "nonce whose intent is settled", "A nonce is random, and the intent"
                        + " that it kept has been taken off.",
                        at((now, random) -> Others.nonce(random), "nonce")),
                unseen(DEFINED, "decidedAt, by less than a quarter of an hour", ONCE,
                        at((now, random) -> add(now, random.nextInt(200_000) - 100_000),
                                "decidedAt")),
                seen(NOT_DEFINED, "outcome", at((now, random) -> AttributeValue
                        .fromS("COMMITTED"), "outcome")),
                seen(NOT_DEFINED, "fingerprint of CAPACITY_IN_USE", where(
                        (item, tables) -> has(item, "CAPACITY_IN_USE"),
                        at((now, random) -> Others.fingerprint(random), "fingerprint"))),
                unseen(NOT_DEFINED, "fingerprint for any other reason", NOT_KEPT, where(
                        (item, tables) -> !has(item, "CAPACITY_IN_USE"),
                        at((now, random) -> Others.fingerprint(random), "fingerprint"))),
                seen(NOT_DEFINED, "a figure of CAPACITY_IN_USE", where(
                        (item, tables) -> has(item, "CAPACITY_IN_USE"),
                        at(Others::number, "evidence", "requested"))),
                seen(NOT_DEFINED, "resource, where there is evidence of it", where(
                        (item, tables) -> item.containsKey("evidence"),
                        at(Others::resource, "resource"))));
    }

    private static List<Edit> entries() {
        return List.of(
                seen(ENTRY, "state", at((now, random) -> Others.other(now, random, "HELD",
                        "CONFIRMED", "RELEASED", "WAITING"), "state")),
                seen(ENTRY, "slot", at(Others::number, "slot")),
                seen(ENTRY, "units or remaining", (item, random, tables) -> at(Others::number,
                        random.nextBoolean() ? "units" : "remaining").of(item, random, tables)),
                seen(ENTRY, "a line under a reference", (item, random, tables) -> at(
                        Others::number, "lines", 0, random.nextBoolean() ? "units" : "remaining")
                        .of(item, random, tables)),
                seen(ENTRY, "reference", at((now, random) -> AttributeValue.fromS("another"),
                        "reference")),
                seen(ENTRY, "decidedAt", at(Others::number, "decidedAt")),
                seen(ENTRY, "version, above its booking's",
                        at((now, random) -> add(now, 1_000), "version")),
                unseen(ENTRY, "version, lower", "A write that changes nothing in an entry does not"
                        + " write it, so it may have any earlier version of its booking.",
                        (item, random, tables) -> Paths.number(item, "version") < 2
                                ? null
                                : at((now, same) -> add(now, -1), "version").of(item, random,
                                        tables)));
    }
}
