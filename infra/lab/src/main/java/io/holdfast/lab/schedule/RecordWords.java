package io.holdfast.lab.schedule;

import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.ledger.Image;
import io.holdfast.lab.steps.State;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The same of what records and answers say. */
final class RecordWords {
    private static final Pattern SLOT = Pattern.compile("slot (\\d+)");
    private static final Pattern FIGURES = Pattern.compile("\\{(.*)\\}");

    private final Ending end;

    RecordWords(Ending end) {
        this.end = end;
    }

    String of(String broken) {
        String name = ScheduleJson.name(broken);
        if (name.startsWith("units ")) {
            return "Once every intent is settled or undone as its record says, "
                    + times(broken.substring(broken.indexOf(": ") + 2)) + ".";
        }
        if (name.contains(" was true of the booking")) {
            return "The failure that this write records in " + end.id() + " says "
                    + failure() + ". That was true of the booking as it was read; the booking"
                    + " is another by then: " + booking(end.after()) + ".";
        }
        if (name.endsWith(" was true")) {
            return "Invocation " + end.last().step().invocation() + " is about to record "
                    + name.substring(0, name.indexOf(' ')) + figures(broken)
                    + ". That is not certain: units that are only in doubt may come back, and"
                    + " then there are enough.";
        }
        return switch (name) {
            case "one id" -> verdicts(broken);
            case "a COMMITTED command does all of what it says" -> "This write records a COMMITTED "
                    + verb() + " in " + end.id() + ". The booking was " + booking(end.before())
                    + ", and is " + booking(end.after())
                    + ": that is not what the command says.";
            case "the last units can be sold" -> "Units of A are free once every intent is settled"
                    + " or undone as its record says. A booking of all of them comes alone, and"
                    + " still gets " + end.answers() + ".";
            default -> definitions(broken);
        };
    }

    private String verdicts(String broken) {
        if (broken.contains("two verdicts")) {
            return "The record of " + end.id() + " had a verdict. This write gives the same command"
                    + " another one: " + changedVerdict() + ".";
        }
        if (broken.contains("key-reused")) {
            return "Invocation " + end.last().step().invocation()
                    + " sent another command under the id"
                    + " of an earlier one, and was answered " + end.answers()
                    + ", which is the verdict of that one.";
        }
        return broken.contains("recorded is Optional[")
                ? "An earlier delivery of this command was answered COMMITTED. This write records "
                        + failure() + " for it, and every later one gets that answer."
                : "The caller of invocation " + end.last().step().invocation() + " is answered "
                        + end.answers() + ", and no record keeps that verdict. A late write or a"
                        + " repetition can still commit the command.";
    }

    private String changedVerdict() {
        return "it was " + verdict(end.before()) + ", and is " + verdict(end.after());
    }

    private String verdict(State state) {
        Booking booking = end.booking(state);
        if (!(end.last().step().part().request() instanceof UpdateItemRequest update)) {
            return CommandWords.of(booking.verdict());
        }
        String id = update.expressionAttributeNames().get("#command");
        return booking.transitions().entrySet().stream()
                .filter(each -> each.getKey().value().equals(id))
                .map(each -> CommandWords.of(each.getValue().verdict()))
                .collect(Collectors.joining());
    }

    /** The failure that this write adds to the record. */
    private String failure() {
        return added().values().stream().map(Transition::verdict)
                .filter(Verdict.Failed.class::isInstance).map(CommandWords::of)
                .collect(Collectors.joining(", "));
    }

    private String verb() {
        return added().values().stream().map(each -> each.verb().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private Map<String, Transition> added() {
        Map<String, Transition> added = new TreeMap<>();
        end.booking(end.after()).transitions().forEach((id, each) -> {
            if (!each.equals(end.booking(end.before()).transitions().get(id))) {
                added.put(id.value(), each);
            }
        });
        return added;
    }

    private String booking(State state) {
        Admission admission = end.booking(state).admission().orElseThrow();
        return admission.lines().stream()
                .map(line -> CommandWords.units(line.remaining()) + " of "
                        + line.resource().value())
                .collect(Collectors.joining(" and ")) + " " + admission.state()
                + (admission.slot().isPresent()
                        ? " until " + Ending.time(admission.slot().getAsLong())
                        : "");
    }

    private String definitions(String broken) {
        Image all = Image.NONE;
        for (int key = 0; key < end.store().keys(); key++) {
            all = all.updatedBy(end.store().image(end.after().item(key)));
        }
        String committed = all.definitions().values().stream().flatMap(Optional::stream)
                .flatMap(record -> record.defined().stream().map(defined -> record.id().value()
                        + " is COMMITTED with capacity " + defined.definition().capacity()
                        + " as definition " + defined.definitionVersion()))
                .sorted().collect(Collectors.joining("; "));
        String is = all.resource(new ResourceId("A"))
                .map(resource -> "Resource A has capacity " + resource.capacity()
                        + " at definition " + resource.definitionVersion())
                .orElse("");
        return committed.isEmpty() ? broken : committed + ". " + is + ".";
    }

    private static String figures(String broken) {
        Matcher figures = FIGURES.matcher(broken);
        return figures.find() ? " (" + figures.group(1).replace('=', ' ') + ")" : "";
    }

    private static String times(String text) {
        return SLOT.matcher(text).replaceAll(
                slot -> "the slot " + Ending.time(Long.parseLong(slot.group(1))));
    }

}
