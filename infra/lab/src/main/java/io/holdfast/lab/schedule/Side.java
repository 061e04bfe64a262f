package io.holdfast.lab.schedule;

import io.holdfast.lab.explorer.Recording;
import io.holdfast.lab.explorer.Recording.Moment;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.steps.Part;
import io.holdfast.lab.steps.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What one of two recordings does where they part.
 *
 * @param what in words
 * @param kind of the request; empty if the invocation ends
 * @param written what the request writes, by attribute
 */
record Side(String what, Optional<Kind> kind, Map<String, String> written) {
    /** @param same whether the step is the same, and only what follows from it is not */
    static Side of(Recording recording, int index, boolean same) {
        Moment moment = recording.moments().get(index);
        int invocation = moment.step().invocation();
        Sent sent = recording.scenario().sent().get(invocation);
        String who = "invocation " + invocation;
        return same
                ? next(recording, moment, sent, who)
                : step(recording, moment, sent, who, Difference.before(recording, index));
    }

    private static Side step(Recording recording, Moment moment, Sent sent, String who,
            State before) {
        Part part = moment.step().part();
        Kind kind = Kind.of(part, moment.request(), sent, before, recording.store());
        List<Clause> clauses = Clause.of(part.request(),
                recording.store().item(before.item(part.key())));
        return new Side(who + " " + StepWords.of(kind, part, sent, recording.store()) + " ("
                + StepJson.outcome(moment) + because(moment, clauses) + ")", Optional.of(kind),
                written(part));
    }

    private static String because(Moment moment, List<Clause> clauses) {
        return clauses.stream().filter(clause -> !clause.holds()).findFirst()
                .map(clause -> (moment.step().refused() ? ", because " : ", although ")
                        + clause.text() + " is false" + found(clause))
                .orElse("");
    }

    /** What the item has there, unless the clause itself says that something is there. */
    private static String found(Clause clause) {
        return clause.text().contains("attribute_not_exists")
                ? ""
                : clause.found().map(found -> ": it is " + found).orElse("");
    }

    private static Side next(Recording recording, Moment moment, Sent sent, String who) {
        Optional<Part> part = moment.next().map(request -> request.parts().getFirst());
        Optional<Kind> kind = part.map(each -> Kind.of(each, moment.next(), sent,
                moment.step().after(), recording.store()));
        String what = kind
                .map(each -> "next, " + who + " " + StepWords.of(each, part.orElseThrow(), sent,
                        recording.store()))
                .orElse(who + " ends, and answers " + Difference.answers(moment.answers()));
        return new Side(what, kind, part.map(Side::written).orElse(Map.of()));
    }

    private static Map<String, String> written(Part part) {
        Map<String, String> all = new TreeMap<>();
        switch (part.request()) {
            case PutItemRequest put -> put.item()
                    .forEach((name, value) -> all.put(name, Values.text(value)));
            case UpdateItemRequest update -> update.expressionAttributeValues()
                    .forEach((name, value) -> put(name.substring(1), value, all));
            default -> {
                // A read.
            }
        }
        return all;
    }

    private static void put(String name, AttributeValue value, Map<String, String> all) {
        if (value.hasM()) {
            value.m().forEach((entry, each) -> all.put(entry, Values.text(each)));
        } else {
            all.put(name, Values.text(value));
        }
    }

    /** In words; with what it writes otherwise, if the other side is called the same. */
    String words(Side other) {
        if (kind.equals(Optional.of(Kind.READ)) && other.kind.equals(Optional.of(Kind.FENCE))) {
            return what + ", and records nothing";
        }
        return what.equals(other.what) ? what + differing(other) : what;
    }

    private String differing(Side other) {
        Map<String, String> all = new TreeMap<>(other.written);
        all.putAll(written);
        String names = all.keySet().stream()
                .filter(name -> !String.valueOf(written.get(name))
                        .equals(String.valueOf(other.written.get(name))))
                .map(name -> written.containsKey(name)
                        ? "with " + name + " " + Values.brief(String.valueOf(written.get(name)))
                        : "without " + name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", " + names;
    }
}
