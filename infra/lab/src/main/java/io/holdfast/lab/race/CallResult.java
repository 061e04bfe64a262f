package io.holdfast.lab.race;

import io.holdfast.engine.Run;
import io.holdfast.lab.Reply;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that has run, and its reply.
 *
 * @param invocation its number; the calls of a batch share one
 * @param reply null if the invocation crashed
 * @param withoutAnswer whether the store gave no decisive answer to a write of the invocation
 * @param met the requests of the invocation and their fates
 * @param window the moments of the invocation
 */
public record CallResult(int invocation, Call call, @Nullable Reply reply, boolean withoutAnswer,
        List<Run.Met> met, Window window) {
    /** The reply of an invocation that did not crash. */
    public Reply answer() {
        return Objects.requireNonNull(reply);
    }

    public boolean isCommitted() {
        return reply != null && reply.committed();
    }

    public boolean isUndecided() {
        return reply != null && reply.status() == 503;
    }

    /** Whether the booking had no room for the verdict. */
    public boolean hadNoRoom() {
        return reply != null && reply.text("type").endsWith("too-many-commands");
    }

    /** Whether the command may have a verdict that its caller never received. */
    public boolean isUnknown() {
        return reply == null || isUndecided();
    }

    public boolean couldNotRead() {
        return met.stream().anyMatch(each -> !each.write() && each.fate().isFault());
    }

    public boolean hasId(CallResult other) {
        return call.id().equals(other.call().id());
    }
}
