package io.holdfast.dynamodb.item;

import static io.holdfast.dynamodb.item.Values.number;
import static io.holdfast.dynamodb.item.Values.text;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A verdict as attributes of a record or of an entry in one: outcome, decidedAt, and for a failure
 * the reason.
 */
final class VerdictItem {
    private static final String COMMITTED = "COMMITTED";
    private static final String FAILED = "FAILED";
    private static final String AT = "at";

    private VerdictItem() {}

    static void write(Verdict verdict, Map<String, AttributeValue> item) {
        item.put(Attribute.DECIDED_AT, number(verdict.decidedAt().toEpochMilli()));
        switch (verdict) {
            case Verdict.Committed committed -> item.put(Attribute.OUTCOME, text(COMMITTED));
            case Verdict.Failed(Reason reason, String name, Evidence evidence, Instant at) -> {
                item.put(Attribute.OUTCOME, text(FAILED));
                item.put(Attribute.REASON, text(name));
                // Left out if it is empty: some engines do not return an empty map in the answer of
                // a condition that failed.
                if (!evidence.equals(Evidence.NONE)) {
                    item.put(Attribute.EVIDENCE, AttributeValue.fromM(evidence(evidence)));
                }
            }
        }
    }

    static Verdict read(Fields item) {
        // In the entry of a transition a later release may call it "at".
        Instant decidedAt = item.time(item.has(Attribute.DECIDED_AT) ? Attribute.DECIDED_AT : AT);
        return switch (item.text(Attribute.OUTCOME)) {
            case COMMITTED -> new Verdict.Committed(decidedAt);
            case FAILED -> failed(item, decidedAt);
            default -> throw new IllegalArgumentException("outcome is unknown");
        };
    }

    private static Verdict failed(Fields item, Instant decidedAt) {
        String name = item.text(Attribute.REASON);
        Evidence evidence = item.has(Attribute.EVIDENCE)
                ? evidence(item.map(Attribute.EVIDENCE))
                : Evidence.NONE;
        return new Verdict.Failed(Reason.of(name), name, evidence, decidedAt);
    }

    private static Map<String, AttributeValue> evidence(Evidence evidence) {
        Map<String, AttributeValue> map = new HashMap<>();
        ResourceId resource = evidence.resource();
        if (resource != null) {
            map.put(Attribute.RESOURCE, text(resource.value()));
        }
        evidence.figures().forEach((figure, value) -> map.put(figure.key(), number(value)));
        return map;
    }

    private static Evidence evidence(Fields map) {
        Map<Figure, Long> figures = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            if (map.has(figure.key())) {
                figures.put(figure, map.number(figure.key()));
            }
        }
        return new Evidence(
                map.optionalText(Attribute.RESOURCE).map(ResourceId::new).orElse(null), figures);
    }
}
