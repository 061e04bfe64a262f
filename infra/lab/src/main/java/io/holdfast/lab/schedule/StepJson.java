package io.holdfast.lab.schedule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.lab.explorer.Recording.Moment;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.steps.Part;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Step.Fate;
import io.holdfast.lab.steps.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** One step as JSON; the form is described in {@code infra/docs/schedules.md}. */
final class StepJson {
    private final Store store;
    private final Images images;

    StepJson(Store store, Images images) {
        this.store = store;
        this.images = images;
    }

    /** @param invocation its place in the list of invocations */
    ObjectNode of(int number, int invocation, Sent sent, State before, Moment moment) {
        Part part = moment.step().part();
        Kind kind = Kind.of(part, moment.request(), sent, before, store);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("step", number).put("token", moment.step().token())
                .put("invocation", invocation).put("request", part.label())
                .put("kind", kind.label()).put("item", Images.name(store.id(part.key())))
                .put("words", words(kind, moment, sent)).put("outcome", outcome(moment));
        if (part.write()) {
            expressions(json, part, before);
        }
        ObjectNode changed = images.changed(before, moment.step().after());
        if (!changed.isEmpty()) {
            json.set("items", changed);
        }
        answers(json, moment.answers());
        return json;
    }

    /** A fault meets a batch as a whole. */
    private String words(Kind kind, Moment moment, Sent sent) {
        Part part = moment.step().part();
        String words = StepWords.of(kind, part, sent, store);
        Fate fate = moment.step().fate();
        List<Part> parts = moment.request().map(Request::parts).orElse(List.of());
        boolean whole = fate != Fate.PASS && fate != Fate.MEMBER_LATE
                && fate != Fate.MEMBER_THROTTLED && parts.size() > 1;
        return whole
                ? words + ", and " + String.join(", ", parts.stream().skip(1)
                        .map(each -> StepWords.label(store.id(each.key()))).toList())
                : words;
    }

    static String outcome(Moment moment) {
        return switch (moment.step().fate()) {
            case PASS -> moment.step().refused()
                    ? "refused"
                    : moment.step().part().write() ? "applied" : "answered";
            case ARRIVES -> moment.step().refused()
                    ? "arrives late, refused"
                    : "arrives late, applied";
            case LATE, MEMBER_LATE -> "no answer";
            case DIES -> "invocation dies";
            case THROTTLED, MEMBER_THROTTLED -> "throttled";
            case CONFLICT -> "refused for a conflict";
            case OUTAGE -> "outage";
        };
    }

    private void expressions(ObjectNode json, Part part, State before) {
        ArrayNode condition = JsonNodeFactory.instance.arrayNode();
        Clause.of(part.request(), store.item(before.item(part.key()))).forEach(clause -> {
            ObjectNode each = condition.addObject().put("clause", clause.text())
                    .put("holds", clause.holds());
            clause.found().ifPresent(found -> each.put("found", found));
            if (clause.removed()) {
                each.put("removed", true);
            }
        });
        if (!condition.isEmpty()) {
            json.set("condition", condition);
        }
        switch (part.request()) {
            case UpdateItemRequest update -> json.put("update",
                    Values.fill(update.updateExpression(), update.expressionAttributeNames(),
                            update.expressionAttributeValues()));
            case PutItemRequest put -> json.put("update", "PUT the item");
            default -> json.put("update", "INSERT the item");
        }
    }

    private static void answers(ObjectNode json, Map<String, Answer> answers) {
        if (!answers.isEmpty()) {
            ObjectNode all = json.putObject("answers");
            new TreeMap<>(answers).forEach((id, answer) -> all.put(id, CommandWords.of(answer)));
        }
    }

    /** What an invocation is about to send. */
    Optional<String> next(Moment moment, Sent sent) {
        return moment.next().map(request -> {
            Part part = request.parts().getFirst();
            return StepWords.of(Kind.of(part, Optional.of(request), sent, moment.step().after(),
                    store), part, sent, store);
        });
    }
}
