package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Problem;
import io.holdfast.lambda.http.Replies;
import io.holdfast.lambda.invocation.Delivery;
import io.holdfast.lambda.invocation.Execution;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.json.CommandJson;
import io.holdfast.lambda.json.JsonFields;
import io.holdfast.lambda.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Direct invocation: one command as JSON in, its verdict as JSON out, for state machines, rules of
 * an event bus and other functions. A {@code FAILED} verdict is a result. Without a verdict the
 * invocation fails, with {@link CommandRejected}, {@link CommandUndecided} or
 * {@link InternalFailure}. A command on a booking, or a definition, that names no
 * {@code commandId} gets the invocation's request id; a partial release must name one.
 */
public final class InvokeHandler implements RequestStreamHandler {
    /** Longer than most commands; to ask for more at once allocates a buffer of 16 KB. */
    private static final int USUAL_BYTES = 1_024;

    private final Wiring wiring;

    public InvokeHandler() {
        this(Wiring.fromEnvironment());
        Priming.register(wiring.ledger(), primed -> new InvokeHandler(primed), Priming.BOOK);
    }

    public InvokeHandler(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        byte[] body = read(input);
        if (body.length > Limits.BODY_BYTES) {
            throw new CommandRejected(Problem.bodyTooLarge());
        }
        output.write(verdict(body, context).getBytes(StandardCharsets.UTF_8));
    }

    /** The body, or if it is too long, a byte more than it may have. */
    private static byte[] read(InputStream input) throws IOException {
        byte[] start = input.readNBytes(USUAL_BYTES);
        if (start.length < USUAL_BYTES) {
            return start;
        }
        byte[] rest = input.readNBytes(Limits.BODY_BYTES + 1 - start.length);
        byte[] body = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, body, start.length, rest.length);
        return body;
    }

    private String verdict(byte[] body, Context context) {
        try {
            Command command = CommandJson.command(JsonFields.ofBody(ByteBuffer.wrap(body)),
                    new CommandId(context.getAwsRequestId()));
            return verdict(Execution.of(command, wiring, context, Delivery.DIRECT));
        } catch (InvalidInput e) {
            throw CommandRejected.invalid(e);
        } catch (CommandRejected | CommandUndecided e) {
            throw e;
        } catch (RuntimeException e) {
            Log.error(context, e);
            throw new InternalFailure(context.getAwsRequestId());
        }
    }

    private static String verdict(Execution execution) {
        HttpResponse reply = Replies.of(execution);
        return switch (execution.answer()) {
            case Answer.Decided decided -> reply.body();
            case Answer.Rejected rejected when rejected.isTransient() ->
                throw new CommandUndecided(reply);
            case Answer.Rejected rejected -> throw new CommandRejected(reply);
            case Answer.Undecided() -> throw new CommandUndecided(reply);
        };
    }
}
