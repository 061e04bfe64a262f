package io.holdfast.lab.schedule;

import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.resource.Resource;
import io.holdfast.lab.explorer.Recording;
import io.holdfast.lab.explorer.Recording.Moment;
import io.holdfast.lab.explorer.Recording.Visit;
import io.holdfast.lab.steps.State;
import io.holdfast.lab.steps.Store;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The last step of a recording whose promise broke, and the item that it is about. */
record Ending(Store store, Moment last, State before, State after) {
    private static final int SECONDS_OF_A_SLOT = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter
            .ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** @param visits that belong to the recording */
    static Ending of(Recording recording, List<Visit> visits) {
        List<Moment> moments = visits.isEmpty()
                ? recording.moments()
                : visits.getLast().moments();
        Moment last = moments.getLast();
        State start = visits.isEmpty() ? recording.start() : visits.getLast().before();
        State before = moments.size() > 1
                ? moments.get(moments.size() - 2).step().after()
                : start;
        return new Ending(recording.store(), last, before, last.step().after());
    }

    String id() {
        return StepWords.label(store.id(last.step().part().key()));
    }

    Map<String, AttributeValue> item(State state) {
        return store.item(state.item(last.step().part().key()));
    }

    Resource resource() {
        return store.image(after.item(last.step().part().key())).resources().values()
                .iterator().next().orElseThrow();
    }

    Booking booking(State state) {
        return store.image(state.item(last.step().part().key())).bookings().values()
                .iterator().next().orElseThrow();
    }

    String answers() {
        return new TreeMap<>(last.answers()).values().stream().map(CommandWords::of)
                .collect(Collectors.joining(", "));
    }

    /** A slot, which is a minute, as a time of the day. */
    static String time(long slot) {
        return TIME.format(Instant.ofEpochSecond(slot * SECONDS_OF_A_SLOT));
    }
}
