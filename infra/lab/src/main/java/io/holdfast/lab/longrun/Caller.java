package io.holdfast.lab.longrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.engine.time.VirtualTime;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.VirtualInvocations;
import io.holdfast.lambda.CommandRejected;
import io.holdfast.lambda.CommandUndecided;
import java.time.Instant;

/** Direct invocation, as a caller sees it. */
final class Caller {
    private final Functions functions;
    private final VirtualInvocations invocations;
    private final VirtualTime time;
    private final Findings findings;

    Caller(Functions functions, VirtualInvocations invocations, Findings findings) {
        this.functions = functions;
        this.invocations = invocations;
        this.time = invocations.time();
        this.findings = findings;
    }

    /**
     * An answer.
     *
     * @param answer COMMITTED, a reason, UNDECIDED, or why the command was rejected
     * @param verdict what is the same in every repetition; empty without a verdict
     * @param askedAt when the command was sent
     */
    record Received(String answer, String verdict, Instant askedAt) {
        boolean isUndecided() {
            return answer.equals("UNDECIDED");
        }

        boolean isCommitted() {
            return answer.equals("COMMITTED");
        }
    }

    Received send(String verb, long booking, String command) {
        Instant askedAt = time.instant();
        Received received = send(command, askedAt);
        findings.answered(verb, received.answer(), booking, time.nanos());
        return received;
    }

    private Received send(String command, Instant askedAt) {
        try {
            JsonNode reply = Reply.body(functions.invoke(command,
                    invocations.context(VirtualInvocations.TIMEOUT)));
            String outcome = reply.path("outcome").asText();
            String reason = reply.path("reason").asText();
            return new Received(outcome.equals("COMMITTED") ? outcome : reason, outcome + " "
                    + reason + " " + reply.path("evidence") + " " + reply.path("decidedAt"),
                    askedAt);
        } catch (CommandUndecided e) {
            return new Received("UNDECIDED", "", askedAt);
        } catch (CommandRejected e) {
            return new Received("rejected", "", askedAt);
        }
    }
}
