package io.holdfast.operate.audit;

import static io.holdfast.operate.audit.Edit.Of.COMMITTED;
import static io.holdfast.operate.audit.Edit.seen;
import static io.holdfast.operate.audit.Edit.unseen;
import static io.holdfast.operate.audit.Others.add;
import static io.holdfast.operate.audit.Others.at;
import static io.holdfast.operate.audit.Others.removed;
import static io.holdfast.operate.audit.Others.where;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Edits of a booking that is COMMITTED, but those of the commands on it. */
final class BookingEdits {
    private static final String FENCED = "A fence raises the version of a record and leaves no"
            + " other trace.";
    private static final String DIGEST = "The digest of a hold, of several lines or of lines that"
            + " were amended is of more than the record keeps: a duration, the versions that its"
            + " caller insisted on, the first units.";
    private static final String RANDOM = "A nonce is random, and the intent that it kept has been"
            + " taken off.";

    private BookingEdits() {}

    static List<Edit> all() {
        List<Edit> all = new ArrayList<>(List.of(
                unseen(COMMITTED, "version, higher", FENCED,
                        at((now, random) -> add(now, 1 + random.nextInt(9)), "version")),
                seen(COMMITTED, "version, not above the number of its commands",
                        (item, random, tables) -> Paths.with(item, AttributeValue.fromN(Long
                                .toString(Paths.map(item, "commands").size()
                                        - random.nextInt(3))),
                                "version")),
                seen(COMMITTED, "fingerprint of one line, confirmed from the start, not amended",
                        where((item, tables) -> isDirect(item),
                                at((now, random) -> Others.fingerprint(random), "fingerprint"))),
                unseen(COMMITTED, "fingerprint of any other", DIGEST,
                        where((item, tables) -> !isDirect(item),
                                at((now, random) -> Others.fingerprint(random), "fingerprint"))),
                seen(COMMITTED, "outcome", at((now, random) -> Others.other(now, random, "FAILED",
                        "UNDECIDED"), "outcome")),
                seen(COMMITTED, "decidedAt", at(Others::number, "decidedAt")),
                seen(COMMITTED, "state", at((now, random) -> Others.other(now, random, "HELD",
                        "CONFIRMED", "RELEASED", "WAITING"), "state")),
                seen(COMMITTED, "confirmedAt", at(Others::number, "confirmedAt")),
                seen(COMMITTED, "releasedAt", at(Others::number, "releasedAt")),
                seen(COMMITTED, "reference", at((now, random) -> AttributeValue.fromS("another"),
                        "reference")),
                seen(COMMITTED, "a reference added", (item, random, tables) -> item
                        .containsKey("reference")
                                ? null
                                : Paths.with(item, AttributeValue.fromS("order 1"), "reference")),
                seen(COMMITTED, "confirmedAt, releasedAt or reference removed",
                        (item, random, tables) -> removed(Others.any(
                                List.of("confirmedAt", "releasedAt", "reference"), random))
                                .of(item, random, tables))));
        all.addAll(slot());
        all.addAll(lines());
        return all;
    }

    static boolean isDirect(Map<String, AttributeValue> item) {
        return !item.containsKey("slot") && Paths.size(item, "lines") == 1
                && !CommandEdits.isAmended(item);
    }

    private static List<Edit> slot() {
        return List.of(
                seen(COMMITTED, "slot of a hold", where(
                        (item, tables) -> Paths.text(item, "state").equals("HELD"),
                        at(Others::number, "slot"))),
                unseen(COMMITTED, "slot of a hold that was confirmed or released, a little",
                        "Its units have left the slot, and the duration of the hold is only in its"
                                + " digest.",
                        where((item, tables) -> !Paths.text(item, "state").equals("HELD"),
                                at((now, random) -> add(now, 4L * (1 + random.nextInt(3))),
                                        "slot"))),
                seen(COMMITTED, "slot removed", removed("slot")));
    }

    private static List<Edit> lines() {
        return List.of(
                seen(COMMITTED, "resource of a line", line(Others::resource, "resource")),
                seen(COMMITTED, "units of a line", line(Others::number, "units")),
                seen(COMMITTED, "remaining units of a line", (item, random, tables) -> at(
                        Others::number, "remaining", random.nextInt(Paths.size(item, "lines")))
                        .of(item, random, tables)),
                seen(COMMITTED, "a line removed", line((now, random) -> null)),
                seen(COMMITTED, "resource, units or nonce of a line removed",
                        (item, random, tables) -> line((now, same) -> null,
                                Others.any(List.of("resource", "units", "nonce"), random))
                                .of(item, random, tables)),
                unseen(COMMITTED, "nonce of a line whose intent is settled", RANDOM,
                        where((item, tables) -> tables.resources().noneMatch(
                                resource -> Paths.map(resource, "intents").containsKey(
                                        Paths.text(item, "pk").substring("booking#".length()))),
                                line((now, random) -> Others.nonce(random), "nonce"))),
                seen(COMMITTED, "nonce of a line that is none",
                        line((now, random) -> AttributeValue.fromS("none"), "nonce")));
    }

    private static Edit.Change line(
            BiFunction<AttributeValue, Random, @Nullable AttributeValue> change, Object... path) {
        return (item, random, tables) -> {
            Object[] whole = new Object[path.length + 2];
            whole[0] = "lines";
            whole[1] = random.nextInt(Paths.size(item, "lines"));
            System.arraycopy(path, 0, whole, 2, path.length);
            return at(change, whole).of(item, random, tables);
        };
    }
}
