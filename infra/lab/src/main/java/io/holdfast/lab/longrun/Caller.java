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
            return Received.undecided(askedAt);
        } catch (CommandRejected e) {
            return Received.rejected(askedAt);
        }
    }
}
