package io.holdfast.lab.schedule;

import io.holdfast.domain.protocol.Answer;
import io.holdfast.lab.explorer.Recording;
import io.holdfast.lab.explorer.Recording.Moment;
import io.holdfast.lab.steps.Part;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.State;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Where two recordings of one schedule part: the step that the guard has changed.
 *
 * @param step from 1; in a recording that has ended before, its last step
 * @param without what happens there without the guard
 * @param with what happens there with it
 */
record Difference(int step, String without, String with) {
    static Difference of(Recording without, Recording with) {
        int common = 0;
        int shorter = Math.min(without.moments().size(), with.moments().size());
        while (common < shorter && signature(without, common).equals(signature(with, common))) {
            common++;
        }
        int at = Math.min(common, shorter - 1);
        boolean same = signatureOfStep(without, at).equals(signatureOfStep(with, at));
        Side one = Side.of(without, at, same);
        Side other = Side.of(with, at, same);
        return new Difference(at + 1, one.words(other), other.words(one));
    }

    private static String signature(Recording recording, int index) {
        Moment moment = recording.moments().get(index);
        return signatureOfStep(recording, index) + moment.next().map(Difference::text) + " "
                + answers(moment.answers());
    }

    private static String signatureOfStep(Recording recording, int index) {
        Moment moment = recording.moments().get(index);
        return moment.step().token() + moment.step().refused() + text(moment.step().part());
    }

    private static String text(Request request) {
        return request.parts().stream().map(Difference::text).collect(Collectors.joining("; "));
    }

    /** Without the clauses of conditions, which negative controls change. */
    private static String text(Part part) {
        return part.name() + part.write() + text(part.request());
    }

    private static String text(DynamoDbRequest request) {
        return switch (request) {
            case UpdateItemRequest update -> Values.fill(update.updateExpression(),
                    update.expressionAttributeNames(), update.expressionAttributeValues())
                    + Kind.entry(update).keySet().stream().sorted().toList();
            case PutItemRequest put -> Values.json(put.item()).toString();
            default -> "";
        };
    }

    static String answers(Map<String, Answer> answers) {
        return new TreeMap<>(answers).values().stream().map(CommandWords::of)
                .collect(Collectors.joining(", "));
    }

    static State before(Recording recording, int index) {
        return index == 0
                ? recording.start()
                : recording.moments().get(index - 1).step().after();
    }
}
