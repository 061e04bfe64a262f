package io.holdfast.replay.run;

import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.service.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What one replay was answered.
 *
 * @param told every attempt with its reply, in the order of the file
 * @param elapsed from the first request to the last reply
 */
public record Run(List<Told> told, Duration elapsed) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * One attempt and its reply.
     *
     * @param at when the request was sent
     * @param micros from request to reply
     */
    public record Told(Attempt attempt, Api.Reply reply, Instant at, long micros) {
        /** COMMITTED, FAILED with its reason, or what the reply was instead of a verdict. */
        public String label() {
            if (decided()) {
                return (reply.text("outcome") + " " + reply.text("reason")).strip();
            }
            return switch (reply.status()) {
                case -1 -> "NOT SENT";
                case 0 -> "NO REPLY";
                case 400 -> ("REJECTED " + reply.text("field")).strip();
                default -> "STATUS " + reply.status();
            };
        }

        public boolean committed() {
            return reply.text("outcome").equals("COMMITTED");
        }

        /** Whether the reply was a verdict. */
        public boolean decided() {
            return !reply.text("outcome").isEmpty()
                    && !reply.text("outcome").equals("UNDECIDED");
        }

        /** Whether the service had decided it before. */
        public boolean replayed() {
            return reply.body().path("replayed").asBoolean();
        }

        /** What must be the same whenever the id is asked for. */
        String verdict() {
            return label() + " " + reply.body().path("evidence") + " " + reply.text("decidedAt");
        }
    }

    /** Attempts that got a verdict. */
    public long decided() {
        return told.stream().filter(Told::decided).count();
    }

    public double perSecond() {
        return told.size() / Math.max(elapsed.toNanos() / NANOS_PER_SECOND, 1 / NANOS_PER_SECOND);
    }

    /** Replies by what they said. */
    public TreeMap<String, List<Told>> byLabel() {
        TreeMap<String, List<Told>> labels = new TreeMap<>();
        told.forEach(each -> labels
                .computeIfAbsent(each.label(), label -> new ArrayList<>()).add(each));
        return labels;
    }
}
