package io.holdfast.replay.run;

import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.service.Reply;
import java.time.Instant;

/**
 * One attempt and its reply.
 *
 * @param at the time at which the request was sent
 * @param micros microseconds from request to reply
 */
public record Exchange(Attempt attempt, Reply reply, Instant at, long micros) {
    private static final int BAD_REQUEST = 400;

    /** COMMITTED, FAILED with its reason, or the kind of reply that is no verdict. */
    public String label() {
        if (decided()) {
            return (reply.text("outcome") + " " + reply.text("reason")).strip();
        }
        return switch (reply) {
            case Reply.Missing.NOT_SENT -> "NOT SENT";
            case Reply.Missing.NO_REPLY -> "NO REPLY";
            case Reply.Answer(int status, _, _) when status == BAD_REQUEST ->
                ("REJECTED " + reply.text("field")).strip();
            case Reply.Answer(int status, _, _) -> "STATUS " + status;
        };
    }

    public boolean committed() {
        return reply.text("outcome").equals("COMMITTED");
    }

    /** Whether the reply is a verdict. */
    public boolean decided() {
        return !reply.text("outcome").isEmpty() && !reply.text("outcome").equals("UNDECIDED");
    }

    /** Whether the service rejected the request as invalid: a retry would be rejected, too. */
    boolean rejected() {
        return reply.has(BAD_REQUEST);
    }

    /** Whether the verdict was recorded before this request. */
    public boolean replayed() {
        return reply.body().path("replayed").asBoolean();
    }

    /** The part of the reply that is the same for every request with this booking id. */
    String verdict() {
        return label() + " " + reply.body().path("evidence") + " " + reply.text("decidedAt");
    }
}
