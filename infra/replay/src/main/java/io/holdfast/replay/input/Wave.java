package io.holdfast.replay.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requests that are sent all at once.
 *
 * @param attempts bookings to make
 * @param amendments new lines of bookings that an earlier wave has attempted
 */
public record Wave(List<Attempt> attempts, List<Attempt> amendments) {
    public Wave {
        attempts = List.copyOf(attempts);
        amendments = List.copyOf(amendments);
    }

    /** Either kind of request. */
    public record Call(Attempt attempt, boolean amends) {}

    /**
     * Sends each amendment with the wave after that of its booking, so that it races with others,
     * but never with the booking that it amends.
     *
     * @param amendments by booking id
     */
    public static List<Wave> of(List<List<Attempt>> attempts, Map<String, Attempt> amendments) {
        List<Wave> waves = new ArrayList<>();
        List<Attempt> due = List.of();
        for (List<Attempt> wave : attempts) {
            waves.add(new Wave(wave, due));
            due = wave.stream().flatMap(
                    each -> Optional.ofNullable(amendments.get(each.bookingId())).stream())
                    .toList();
        }
        if (!due.isEmpty()) {
            waves.add(new Wave(List.of(), due));
        }
        return waves;
    }

    /** Its requests: the amendments are spread evenly among the bookings. */
    public List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        int sent = 0;
        for (int i = 0; i < attempts.size(); i++) {
            calls.add(new Call(attempts.get(i), false));
            for (long due = (long) amendments.size() * (i + 1)
                    / attempts.size(); sent < due; sent++) {
                calls.add(new Call(amendments.get(sent), true));
            }
        }
        amendments.subList(sent, amendments.size())
                .forEach(each -> calls.add(new Call(each, true)));
        return calls;
    }
}
