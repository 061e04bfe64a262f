package io.holdfast.operate.audit;

import static io.holdfast.operate.audit.Edit.Of.COMMITTED;
import static io.holdfast.operate.audit.Edit.seen;
import static io.holdfast.operate.audit.Edit.unseen;
import static io.holdfast.operate.audit.Others.add;
import static io.holdfast.operate.audit.Others.any;
import static io.holdfast.operate.audit.Others.at;
import static io.holdfast.operate.audit.Others.where;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Edits of the commands that a booking keeps. */
final class CommandEdits {
    private static final String FENCED = "A record without the command, and one version too many,"
            + " is what a fence leaves.";
    private static final String ONCE = "Nothing repeats it.";
    private static final String PARTS = "The digest of a refused release or amendment is of units"
            + " that no record keeps.";
    private static final List<String> ALIKE = List.of("CONTENTION", "THROTTLED", "STORE_ERROR",
            "ILLEGAL_STATE");

    private CommandEdits() {}

    static List<Edit> all() {
        return Stream.of(committed(), failed()).flatMap(List::stream).toList();
    }

    private static List<Edit> committed() {
        return List.of(
                seen(COMMITTED, "verb of a confirm", entry(is("CONFIRM", "COMMITTED"),
                        (now, random) -> Others.other(now, random, "CONFIRM", "RELEASE", "EXTEND",
                                "AMEND", "SWAP"),
                        "verb")),
                seen(COMMITTED, "verb of a release, an extension or an amendment to CONFIRM",
                        entry(is("RELEASE|EXTEND|AMEND", "COMMITTED"),
                                (now, random) -> AttributeValue.fromS("CONFIRM"), "verb")),
                seen(COMMITTED, "verb of a release that ended the booking, to AMEND", last(
                        (now, random) -> AttributeValue.fromS("AMEND"), "verb")),
                unseen(COMMITTED, "verb of an extension to AMEND", "An amendment may have made the"
                        + " lines what they are, and its digest is of lines that may have changed"
                        + " since.",
                        entry(is("EXTEND", "COMMITTED"),
                                (now, random) -> AttributeValue.fromS("AMEND"), "verb")),
                seen(COMMITTED, "fingerprint of a confirm or an extension", entry(
                        is("CONFIRM|EXTEND", "COMMITTED"),
                        (now, random) -> Others.fingerprint(random), "fingerprint")),
                seen(COMMITTED, "fingerprint of a release of one line that was not amended", where(
                        (item, tables) -> Paths.size(item, "lines") == 1 && !isAmended(item),
                        entry(is("RELEASE", "COMMITTED"),
                                (now, random) -> Others.fingerprint(random), "fingerprint"))),
                seen(COMMITTED, "time of a confirm", entry(is("CONFIRM", "COMMITTED"),
                        Others::number, "decidedAt")),
                seen(COMMITTED, "time of the release that ended the booking",
                        last(Others::number, "decidedAt")),
                unseen(COMMITTED, "time of an extension or an amendment, a second", ONCE, entry(
                        is("EXTEND|AMEND", "COMMITTED"),
                        (now, random) -> add(now, random.nextInt(2_000) - 1_000), "decidedAt")),
                seen(COMMITTED, "a confirm removed", entry(is("CONFIRM", "COMMITTED"),
                        (now, random) -> null)),
                seen(COMMITTED, "the release that ended the booking removed",
                        last((now, random) -> null)),
                unseen(COMMITTED, "an extension or an amendment removed", FENCED, entry(
                        is("EXTEND|AMEND", "COMMITTED"), (now, random) -> null)),
                seen(COMMITTED, "a confirm under two ids", copied(is("CONFIRM", "COMMITTED"))),
                seen(COMMITTED, "a release under two ids", copied(is("RELEASE", "COMMITTED"))),
                seen(COMMITTED, "nonces of a confirm or a release removed", entry(
                        is("CONFIRM|RELEASE", "COMMITTED"), (now, random) -> null, "nonces")),
                unseen(COMMITTED, "one nonce of a command whose intents are settled", "A nonce is"
                        + " random, and the intent that it kept has been taken off.",
                        entry(is("CONFIRM|RELEASE", "COMMITTED"),
                                (now, random) -> Others.nonce(random), "nonces", 0)),
                seen(COMMITTED, "outcome of a command", entry(each -> true,
                        (now, random) -> Others.other(now, random, "COMMITTED", "FAILED", "MAYBE"),
                        "outcome")),
                unseen(COMMITTED, "id of a command", "No digest has it, and the caller's own"
                        + " memory is no item.", renamed()));
    }

    private static List<Edit> failed() {
        return List.of(
                seen(COMMITTED, "fingerprint of a confirm or an extension that failed", entry(
                        is("CONFIRM|EXTEND", "FAILED"),
                        (now, random) -> Others.fingerprint(random), "fingerprint")),
                unseen(COMMITTED, "fingerprint of a release or an amendment that failed", PARTS,
                        entry(is("RELEASE|AMEND", "FAILED"),
                                (now, random) -> Others.fingerprint(random), "fingerprint")),
                seen(COMMITTED, "verb of a command that failed, to CONFIRM", entry(
                        is("RELEASE|EXTEND|AMEND", "FAILED"),
                        (now, random) -> AttributeValue.fromS("CONFIRM"), "verb")),
                unseen(COMMITTED, "reason of a command, to another without figures", "The reasons"
                        + " that need no figures cannot be told apart.",
                        entry(each -> isAlike(each) && !each.m().containsKey("evidence"),
                                (now, random) -> Others.other(now, random,
                                        ALIKE.subList(0, 3).toArray(String[]::new)),
                                "reason")),
                seen(COMMITTED, "reason of a command, to one that needs figures", entry(
                        each -> isAlike(each) && !each.m().containsKey("evidence"),
                        (now, random) -> Others.other(now, random, "INSUFFICIENT_CAPACITY",
                                "HOLD_EXPIRED", "RESOURCE_CLOSED", "ABANDONED", "TOO_LATE"),
                        "reason")),
                seen(COMMITTED, "reason of a command that has figures", entry(
                        each -> Paths.map(each.m(), "evidence").keySet().stream()
                                .anyMatch(name -> !name.equals("resource")),
                        (now, random) -> Others.other(now, random, "THROTTLED", "STORE_ERROR",
                                "ABANDONED"),
                        "reason")),
                seen(COMMITTED, "evidence of a command removed, but of CONTENTION", entry(
                        each -> !Paths.text(each.m(), "reason").matches("CONTENTION"),
                        (now, random) -> null, "evidence")),
                unseen(COMMITTED, "a command that failed removed", FENCED, entry(
                        each -> Paths.text(each.m(), "outcome").equals("FAILED"),
                        (now, random) -> null)),
                unseen(COMMITTED, "time of a command that failed, a second", ONCE, entry(
                        each -> Paths.text(each.m(), "outcome").equals("FAILED"),
                        (now, random) -> add(now, random.nextInt(2_000) - 1_000), "decidedAt")));
    }

    static boolean isAmended(Map<String, AttributeValue> item) {
        return Paths.map(item, "commands").values().stream().anyMatch(is("AMEND", "COMMITTED"));
    }

    private static boolean isAlike(AttributeValue entry) {
        return ALIKE.contains(Paths.text(entry.m(), "reason"));
    }

    private static Predicate<AttributeValue> is(String verbs, String outcome) {
        return entry -> Paths.text(entry.m(), "verb").matches(verbs)
                && Paths.text(entry.m(), "outcome").equals(outcome);
    }

    private static @Nullable String choose(Map<String, AttributeValue> item,
            Predicate<AttributeValue> chosen, Random random) {
        Map<String, AttributeValue> commands = Paths.map(item, "commands");
        List<String> some = commands.keySet().stream().sorted()
                .filter(id -> chosen.test(commands.get(id))).toList();
        return some.isEmpty() ? null : any(some, random);
    }

    private static Edit.Change entry(Predicate<AttributeValue> chosen,
            BiFunction<AttributeValue, Random, @Nullable AttributeValue> change, Object... path) {
        return (item, random, tables) -> {
            String id = choose(item, chosen, random);
            if (id == null) {
                return null;
            }
            Object[] whole = new Object[path.length + 2];
            whole[0] = "commands";
            whole[1] = id;
            System.arraycopy(path, 0, whole, 2, path.length);
            return at(change, whole).of(item, random, tables);
        };
    }

    /** The release that ended the booking. */
    private static Edit.Change last(
            BiFunction<AttributeValue, Random, @Nullable AttributeValue> change, Object... path) {
        return (item, random, tables) -> {
            long at = Paths.number(item, "releasedAt");
            return at == 0
                    ? null
                    : entry(entry -> is("RELEASE", "COMMITTED").test(entry)
                            && Paths.number(entry.m(), "decidedAt") == at, change, path)
                            .of(item, random, tables);
        };
    }

    private static Edit.Change copied(Predicate<AttributeValue> chosen) {
        return (item, random, tables) -> {
            String id = choose(item, chosen, random);
            return id == null
                    ? null
                    : Paths.with(item, Paths.get(item, "commands", id), "commands", id + "-2");
        };
    }

    private static Edit.Change renamed() {
        return (item, random, tables) -> {
            String id = choose(item, each -> true, random);
            return id == null
                    ? null
                    : Paths.with(Paths.with(item, Paths.get(item, "commands", id), "commands",
                            id + "-2"), null, "commands", id);
        };
    }
}
