package io.holdfast.lab.explorer;

import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.lab.steps.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A failure as it is sent to be recorded: the reason and its evidence.
 *
 * @param id of the command, or of the booking that it would make
 * @param resource that the evidence names; or empty
 */
record Claim(String id, Reason reason, String resource, Map<String, Long> figures) {
    static Optional<Claim> of(Request request) {
        return switch (request.sdk()) {
            case PutItemRequest put when isFailed(put.item()) ->
                Optional.of(of(id(text(put.item(), "pk")), put.item()));
            case UpdateItemRequest update when isFailed(entry(update)) ->
                Optional.of(of(Objects.requireNonNull(
                        update.expressionAttributeNames().get("#command")), entry(update)));
            default -> Optional.empty();
        };
    }

    private static Map<String, AttributeValue> entry(UpdateItemRequest update) {
        AttributeValue entry = update.expressionAttributeValues().get(":entry");
        return entry == null ? Map.of() : entry.m();
    }

    private static boolean isFailed(Map<String, AttributeValue> item) {
        return item.containsKey("outcome") && text(item, "outcome").equals("FAILED");
    }

    private static Claim of(String id, Map<String, AttributeValue> item) {
        Map<String, Long> figures = new HashMap<>();
        StringBuilder resource = new StringBuilder();
        AttributeValue evidence = item.get("evidence");
        if (evidence != null) {
            evidence.m().forEach((name, value) -> {
                if (value.n() == null) {
                    resource.append(value.s());
                } else {
                    figures.put(name, Long.valueOf(value.n()));
                }
            });
        }
        return new Claim(id, Reason.of(text(item, "reason")), resource.toString(), figures);
    }

    private static String id(String pk) {
        return pk.substring(pk.indexOf('#') + 1);
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name).s();
    }

    boolean isAbout(ResourceId id) {
        return resource.equals(id.value());
    }

    long figure(String name) {
        return figures.getOrDefault(name, Long.MIN_VALUE);
    }

    long slot() {
        return figures.getOrDefault("slot", Long.MAX_VALUE);
    }

    long expiredThrough() {
        return figures.getOrDefault("expiredThrough", Long.MIN_VALUE);
    }
}
