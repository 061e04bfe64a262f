package io.holdfast.lab.schedule;

import io.holdfast.domain.Limits;
import io.holdfast.domain.resource.Resource;
import io.holdfast.lab.Items;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A broken promise in a sentence with the figures, for readers who do not know the code. */
final class PlainWords {
    private final Ending end;

    PlainWords(Ending end) {
        this.end = end;
    }

    /** @param broken the promise with its figures, as the explorer reports it */
    String of(String broken) {
        String words = ofItems(broken);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String ofItems(String broken) {
        return switch (ScheduleJson.name(broken)) {
            case "never overbooked" -> overbooked();
            case "conserved" -> conserved();
            case "a closed resource takes no booking" -> id()
                    + " is CLOSED, and this write has noted a booking that takes units of it.";
            case "units leave a slot only if they are there" -> slots();
            case "no hold enters a collected slot" -> "The slots of " + id() + " through "
                    + time(number("expiredThrough")) + " were collected, and their units sold"
                    + " again. This write counts on units in such a slot.";
            case "a watermark never sinks" -> "The watermark of " + id() + " was "
                    + time(Items.number(end.item(end.before()), "expiredThrough")) + ", and is "
                    + time(number("expiredThrough")) + " now: a slot that was collected counts as"
                    + " live again.";
            case "the map of intents is bounded" -> id() + " has " + size("intents")
                    + " intents. The limit is " + Limits.INTENTS + ".";
            case "a booking keeps a bounded number of failures" -> id() + " keeps "
                    + Items.failures(after()) + " failures. The limit is " + Limits.COMMANDS
                    + ".";
            case "a hold is extended a bounded number of times" -> id() + " was extended "
                    + size("commands") + " times. The limit is " + Limits.EXTENSIONS + ".";
            default -> new RecordWords(end).of(broken);
        };
    }

    private String overbooked() {
        Resource resource = end.resource();
        return id() + " has " + resource.available() + " units available: of a capacity of "
                + resource.capacity() + ", " + resource.confirmed() + " are confirmed and "
                + resource.held() + " held.";
    }

    private String conserved() {
        long held = Items.held(after());
        return "Of " + id() + ", available " + number("available") + " + confirmed "
                + number("confirmed") + " + held " + held + " is "
                + (number("available") + number("confirmed") + held) + ", and its capacity is "
                + number("capacity") + ".";
    }

    private String slots() {
        return Items.expiring(after()).entrySet().stream()
                .filter(each -> each.getValue().n().startsWith("-"))
                .map(each -> "The slot " + time(Long.parseLong(each.getKey())) + " of " + id()
                        + " has " + each.getValue().n()
                        + " units: more have left it than were in it.")
                .collect(Collectors.joining(" "));
    }

    private String id() {
        return end.id();
    }

    private static String time(long slot) {
        return Ending.time(slot);
    }

    private Map<String, AttributeValue> after() {
        return end.item(end.after());
    }

    private long number(String name) {
        return Items.number(after(), name);
    }

    private int size(String name) {
        return after().getOrDefault(name, AttributeValue.fromM(Map.of())).m().size();
    }
}
