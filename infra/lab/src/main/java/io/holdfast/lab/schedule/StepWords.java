package io.holdfast.lab.schedule;

import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.engine.expression.Insert;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.steps.Part;
import io.holdfast.lab.steps.Store;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What a request wants, in plain words; the verb first, so that a lane can be read downwards. */
final class StepWords {
    private StepWords() {}

    static String of(Kind kind, Part part, Sent sent, Store store) {
        Id id = store.id(part.key());
        String item = label(id);
        return switch (kind) {
            case READ -> "reads " + item;
            case LOOK -> "looks at " + item;
            case NOTE -> "notes on " + item + ": " + note(part);
            case DECIDE -> "decides: records COMMITTED in " + item + ofCommand(part);
            case FENCE -> fence(part, item, Kind.isOwn(id, sent));
            case SETTLE -> "settles on " + item + ofIntents(part);
            case UNDO -> "undoes on " + item + ofIntents(part);
        };
    }

    static String label(Id id) {
        return id instanceof ResourceId
                ? "resource " + id.value()
                : Images.name(id).replace("command#", "definition ").replace('#', ' ');
    }

    private static String note(Part part) {
        if (part.request() instanceof UpdateItemRequest update) {
            return update.expressionAttributeValues().entrySet().stream()
                    .filter(each -> each.getValue().hasM() && each.getValue().m().containsKey("n"))
                    .map(each -> intent(each.getValue().m(), each.getKey().equals(":defining")))
                    .sorted().collect(Collectors.joining("; "));
        }
        return "a new resource";
    }

    private static String intent(Map<String, AttributeValue> intent, boolean defines) {
        AttributeValue units = intent.get("u");
        AttributeValue status = intent.get("s");
        AttributeValue letter = intent.get("m");
        String movement = letter == null ? "" : switch (letter.s()) {
            case "b" -> "book";
            case "h" -> "hold";
            case "c" -> defines ? "cut" : "confirm";
            case "e" -> "extend";
            case "g" -> "growth";
            default -> "release";
        };
        return (units == null
                ? movement
                : movement + " " + CommandWords.units(Long.parseLong(units.n()))).strip()
                + (status == null ? "" : " status " + status.s());
    }

    private static String ofCommand(Part part) {
        return part.request() instanceof UpdateItemRequest update
                ? " for command " + update.expressionAttributeNames().get("#command")
                : "";
    }

    private static String fence(Part part, String item, boolean own) {
        Map<String, AttributeValue> entry = switch (part.request()) {
            case PutItemRequest put -> put.item();
            case UpdateItemRequest update -> Kind.entry(update);
            case BatchExecuteStatementRequest batch ->
                Insert.of(batch.statements().getFirst()).item();
            default -> Map.of();
        };
        if (entry.isEmpty()) {
            return "fences: raises the version of " + item;
        }
        return "fences: records FAILED " + Objects.requireNonNull(entry.get("reason")).s() + " in "
                + item + ofCommand(part) + (own ? "" : ", which is another's");
    }

    private static String ofIntents(Part part) {
        if (!(part.request() instanceof UpdateItemRequest update)) {
            return "";
        }
        String intents = update.expressionAttributeNames().entrySet().stream()
                .filter(each -> each.getKey().matches("#a\\d+")).map(Map.Entry::getValue)
                .sorted().collect(Collectors.joining(" and "));
        String names = intents.isEmpty()
                ? "the definition under way"
                : "the intent of " + intents;
        return ": takes off " + names;
    }
}
