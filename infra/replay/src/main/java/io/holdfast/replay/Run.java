package io.holdfast.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What one replay was told.
 *
 * @param told every attempt with its reply, in the order of the file
 * @param elapsed from the first request to the last reply
 */
record Run(List<Told> told, Duration elapsed) {
    /**
     * One attempt and its reply.
     *
     * @param micros from request to reply
     */
    record Told(Attempt attempt, Api.Reply reply, long micros) {
        /** COMMITTED, FAILED with its reason, or what the reply was instead of a verdict. */
        String label() {
            return switch (reply.status()) {
                case 0 -> "NO REPLY";
                case 200, 201, 409 -> (reply.text("outcome") + " " + reply.text("reason")).strip();
                case 400 -> "REJECTED " + reply.text("field");
                default -> "STATUS " + reply.status();
            };
        }

        boolean committed() {
            return reply.text("outcome").equals("COMMITTED");
        }

        /** Whether the reply was a verdict. */
        boolean decided() {
            return !reply.text("outcome").isEmpty();
        }

        /** What must be the same whenever the id is asked for. */
        String verdict() {
            return label() + " " + reply.body().path("evidence") + " " + reply.text("decidedAt");
        }
    }

    /** Replies by what they said. */
    TreeMap<String, List<Told>> byLabel() {
        TreeMap<String, List<Told>> labels = new TreeMap<>();
        told.forEach(each -> labels
                .computeIfAbsent(each.label(), label -> new ArrayList<>()).add(each));
        return labels;
    }
}
