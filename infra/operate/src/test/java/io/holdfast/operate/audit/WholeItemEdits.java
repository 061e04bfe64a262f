package io.holdfast.operate.audit;

import static io.holdfast.operate.audit.Edit.Of.COMMITTED;
import static io.holdfast.operate.audit.Edit.Of.DEFINED;
import static io.holdfast.operate.audit.Edit.Of.ENTRY;
import static io.holdfast.operate.audit.Edit.Of.FAILED;
import static io.holdfast.operate.audit.Edit.Of.NOT_DEFINED;
import static io.holdfast.operate.audit.Edit.Of.RESOURCE;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Edits that remove, double or copy a whole item, or add an attribute to it or remove one. */
final class WholeItemEdits {
    /** What becomes of an item. */
    enum Way {
        REMOVED("removed"),
        DOUBLED("twice in one export"),
        COPIED("copied under another id");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    /** An edit of that way. */
    record Whole(Edit.Of of, Way way, String what, Predicate<Map<String, AttributeValue>> which,
            Optional<String> reason) {}

    private static final Map<Edit.Of, List<String>> NEEDED = new EnumMap<>(Map.of(
            RESOURCE, List.of("version", "definitionVersion", "capacity", "available",
                    "confirmed", "expiring", "expiredThrough", "status", "intents"),
            COMMITTED, List.of("version", "fingerprint", "outcome", "decidedAt", "state", "lines",
                    "remaining", "commands"),
            FAILED, List.of("version", "outcome", "decidedAt", "reason", "commands"),
            DEFINED, List.of("fingerprint", "outcome", "decidedAt", "resource", "capacity",
                    "status", "definitionVersion", "created"),
            NOT_DEFINED, List.of("outcome", "decidedAt", "resource", "reason"),
            ENTRY, List.of("version", "state", "decidedAt")));
    private static final String UNCHANGED = "A definition that changes nothing has no version of"
            + " its own: nothing else knows of it.";

    private WholeItemEdits() {}

    static List<Whole> all() {
        List<Whole> all = new ArrayList<>();
        for (Edit.Of of : Edit.Of.values()) {
            for (Way way : Way.values()) {
                boolean alone = way != Way.DOUBLED && (of == FAILED || of == NOT_DEFINED);
                if (of == DEFINED && way != Way.DOUBLED) {
                    all.add(new Whole(of, way, way.words + ", if it has changed something",
                            item -> item.containsKey("nonce"), Optional.empty()));
                    all.add(new Whole(of, way, way.words + ", if it has changed nothing",
                            item -> !item.containsKey("nonce"), Optional.of(UNCHANGED)));
                } else {
                    all.add(new Whole(of, way, way.words,
                            item -> of != RESOURCE || Paths.number(item, "definitionVersion") > 0,
                            alone ? Optional.of(RecordEdits.ALONE) : Optional.empty()));
                }
            }
        }
        return all;
    }

    static List<Edit> ofAttributes() {
        List<Edit> all = new ArrayList<>();
        NEEDED.forEach((of, names) -> {
            all.add(Edit.seen(of, "an attribute removed that every one has",
                    (item, random, tables) -> {
                        String name = Others.any(names, random);
                        return item.containsKey(name) ? Paths.with(item, null, name) : null;
                    }));
            all.add(Edit.seen(of, "an attribute added that none has", (item, random,
                    tables) -> Paths.with(item, AttributeValue.fromS("a note"), "note")));
        });
        return all;
    }

    /** The copy of an item under another id. */
    static @Nullable Map<String, AttributeValue> copy(Map<String, AttributeValue> item) {
        boolean entry = Paths.text(item, "sk").startsWith("booking#");
        String name = entry ? "sk" : "pk";
        return Paths.with(item, AttributeValue.fromS(Paths.text(item, name) + "-copy"), name);
    }
}
