package io.holdfast.operate.audit;

import static io.holdfast.dynamodb.item.Attribute.COMMANDS;
import static io.holdfast.dynamodb.item.Attribute.CONFIRMED_AT;
import static io.holdfast.dynamodb.item.Attribute.DECIDED_AT;
import static io.holdfast.dynamodb.item.Attribute.EVIDENCE;
import static io.holdfast.dynamodb.item.Attribute.FINGERPRINT;
import static io.holdfast.dynamodb.item.Attribute.LINES;
import static io.holdfast.dynamodb.item.Attribute.NONCE;
import static io.holdfast.dynamodb.item.Attribute.NONCES;
import static io.holdfast.dynamodb.item.Attribute.OUTCOME;
import static io.holdfast.dynamodb.item.Attribute.PK;
import static io.holdfast.dynamodb.item.Attribute.REASON;
import static io.holdfast.dynamodb.item.Attribute.REFERENCE;
import static io.holdfast.dynamodb.item.Attribute.RELEASED_AT;
import static io.holdfast.dynamodb.item.Attribute.REMAINING;
import static io.holdfast.dynamodb.item.Attribute.RESOURCE;
import static io.holdfast.dynamodb.item.Attribute.SK;
import static io.holdfast.dynamodb.item.Attribute.SLOT;
import static io.holdfast.dynamodb.item.Attribute.STATE;
import static io.holdfast.dynamodb.item.Attribute.UNITS;
import static io.holdfast.dynamodb.item.Attribute.VERB;
import static io.holdfast.dynamodb.item.Attribute.VERSION;

import io.holdfast.domain.Evidence.Figure;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of each kind of item, and of the maps in it. A reader takes what it needs and is
 * blind to what it does not know; an audit is not.
 */
final class Shapes {
    private static final Set<String> COMMITTED = Set.of(PK, SK, VERSION, FINGERPRINT, OUTCOME,
            DECIDED_AT, STATE, LINES, REMAINING, SLOT, CONFIRMED_AT, RELEASED_AT, COMMANDS,
            REFERENCE);
    private static final Set<String> FAILED = Set.of(PK, SK, VERSION, FINGERPRINT, OUTCOME,
            DECIDED_AT, REASON, EVIDENCE, COMMANDS, REFERENCE);
    private static final Set<String> LINE = Set.of(RESOURCE, UNITS, NONCE);
    private static final Set<String> ENTRY = Set.of(VERB, FINGERPRINT, OUTCOME, DECIDED_AT,
            NONCES);
    private static final Set<String> FAILED_ENTRY = Set.of(VERB, FINGERPRINT, OUTCOME,
            DECIDED_AT, REASON, EVIDENCE);
    private static final Set<String> FIGURES = figures();
    private static final AttributeValue NOTHING = AttributeValue.fromNul(true);

    private Shapes() {}

    private static Set<String> figures() {
        Set<String> names = new HashSet<>(
                Arrays.stream(Figure.values()).map(Figure::key).toList());
        names.add(RESOURCE);
        return Set.copyOf(names);
    }

    /** The first attribute of a readable booking that no release writes; empty if there is none. */
    static Optional<String> foreign(Map<String, AttributeValue> booking) {
        boolean committed = booking.containsKey(STATE);
        String name = foreign(booking, committed ? COMMITTED : FAILED);
        if (name == null && committed) {
            for (AttributeValue line : value(booking, LINES).l()) {
                name = name == null ? foreign(line.m(), LINE) : name;
            }
        }
        if (name == null) {
            name = foreignEvidence(booking);
        }
        Map<String, AttributeValue> commands = value(booking, COMMANDS).m();
        if (name == null && !commands.isEmpty()) {
            name = foreignEntry(commands.values());
            name = name == null ? wrongNonces(booking, commands.values()) : name;
        }
        return Optional.ofNullable(name);
    }

    private static @Nullable String foreignEntry(Collection<AttributeValue> entries) {
        for (AttributeValue entry : entries) {
            boolean failed = "FAILED".equals(value(entry.m(), OUTCOME).s());
            String name = foreign(entry.m(), failed ? FAILED_ENTRY : ENTRY);
            if (name == null && failed) {
                name = foreignEvidence(entry.m());
            }
            if (name != null) {
                return COMMANDS + "." + name;
            }
        }
        return null;
    }

    /** A command has a place for each line that there was, and an amendment only adds lines. */
    private static @Nullable String wrongNonces(Map<String, AttributeValue> booking,
            Collection<AttributeValue> entries) {
        Set<AttributeValue> added = new HashSet<>();
        entries.forEach(entry -> added.addAll(nonces(entry)));
        long first = value(booking, LINES).l().stream()
                .filter(line -> !added.contains(line.m().get(NONCE))).count();
        for (AttributeValue entry : entries) {
            List<AttributeValue> nonces = nonces(entry);
            if (!nonces.isEmpty() && (nonces.size() < first
                    || nonces.stream().allMatch(nonce -> nonce.s().isEmpty()))) {
                return COMMANDS + "." + NONCES;
            }
        }
        return null;
    }

    private static List<AttributeValue> nonces(AttributeValue entry) {
        return value(entry.m(), NONCES).l();
    }

    private static @Nullable String foreignEvidence(
            Map<String, AttributeValue> map) {
        AttributeValue evidence = map.get(EVIDENCE);
        if (evidence == null) {
            return null;
        }
        return evidence.m().isEmpty() ? EVIDENCE : foreign(evidence.m(), FIGURES);
    }

    private static @Nullable String foreign(
            Map<String, AttributeValue> map, Set<String> names) {
        for (String name : map.keySet()) {
            if (!names.contains(name)) {
                return name;
            }
        }
        return null;
    }

    private static AttributeValue value(Map<String, AttributeValue> map, String name) {
        return map.getOrDefault(name, NOTHING);
    }
}
