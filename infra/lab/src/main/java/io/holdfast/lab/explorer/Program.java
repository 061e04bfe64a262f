package io.holdfast.lab.explorer;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.Invocation;
import io.holdfast.domain.protocol.Protocol;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.engine.Interception;
import io.holdfast.engine.MemoryDynamoDb;
import io.holdfast.lab.Engine;
import io.holdfast.lab.race.Sent;
import io.holdfast.lab.steps.Request;
import io.holdfast.lab.steps.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * An invocation as a function: from the answers that it has got to the request that it sends next,
 * or to its answers. The code depends on nothing else, so it runs again from its start with the
 * answers so far, and stops at the first request that has none; each history is run once.
 */
final class Program {
    private static final int MOST_NONCES = 30;
    private static final DynamoDbClient NO_STORE = new MemoryDynamoDb();

    private final Sent sent;
    private final int number;
    private final Rig rig;
    private final Store store;
    private final Node first;
    private final List<Nonce> nonces;
    private final String prefix;

    Program(Sent sent, int number, Rig rig, Store store) {
        this.sent = sent;
        this.number = number;
        this.rig = rig;
        this.store = store;
        this.nonces = IntStream.range(0, MOST_NONCES).mapToObj(
                i -> new Nonce("invocation-%02d%03d".formatted(number, i))).toList();
        this.prefix = "invocation-%02d".formatted(number);
        this.first = new Node(this);
    }

    /** Stops an invocation at a request; no handler may catch it. */
    private static final class Stop extends Error {
        private static final long serialVersionUID = 1;
        private final transient DynamoDbRequest request;

        Stop(DynamoDbRequest request) {
            super("", null, false, false);
            this.request = request;
        }
    }

    /** What comes after a history. */
    sealed interface Next {
        record Sends(Request request) implements Next {}

        record Answers(Map<String, Answer> answers) implements Next {}

        record Fails(RuntimeException thrown) implements Next {}
    }

    Sent sent() {
        return sent;
    }

    int number() {
        return number;
    }

    Store store() {
        return store;
    }

    Node first() {
        return first;
    }

    /** @param history the nodes after the first one, each with the answer that led to it */
    Next run(List<Node> history) {
        Replay replay = new Replay(history);
        Ledger real = new DynamoDbLedger(rig.wire().apply(replay.around(NO_STORE)), Engine.TABLE);
        Ledger ledger = rig.ledger().apply(rig.keepsRequests() ? replay.over(real) : real);
        int[] drawn = {0};
        Invocation invocation = new Invocation(sent.clock(), base -> true,
                () -> nonces.get(drawn[0]++));
        try {
            return new Next.Answers(sent.carryOut(new Protocol(ledger), invocation));
        } catch (Stop stop) {
            return new Next.Sends(
                    Request.of(stop.request, number + "." + history.size(), store));
        } catch (RuntimeException e) {
            return new Next.Fails(e);
        }
    }

    /** The answers so far, first as the store gave them, and then as the ledger did. */
    private static final class Replay implements Interception {
        private final List<Node> history;
        private int next;

        Replay(List<Node> history) {
            this.history = history;
        }

        @Override
        public Object request(DynamoDbRequest request, Proceed proceed) {
            if (next == history.size()) {
                throw new Stop(request);
            }
            Object answer = history.get(next++).got().answer();
            if (answer instanceof RuntimeException thrown) {
                throw thrown;
            }
            return answer;
        }

        /** A ledger that answers at once what it has answered before: one call is one request. */
        Ledger over(Ledger ledger) {
            return new Ledger() {
                @Override
                public Reading read(Set<Id> ids) {
                    return once(Reading.class, () -> ledger.read(ids));
                }

                @Override
                public Writing note(ResourceWrite note) {
                    return once(Writing.class, () -> ledger.note(note));
                }

                @Override
                public Writing settle(Settle write) {
                    return once(Writing.class, () -> ledger.settle(write));
                }

                @Override
                public Writing record(RecordWrite write) {
                    return once(Writing.class, () -> ledger.record(write));
                }

                @Override
                @SuppressWarnings("unchecked")
                public Map<BookingId, Writing> recordTogether(List<PutBooking> bookings) {
                    return (Map<BookingId, Writing>) once(Map.class,
                            () -> ledger.recordTogether(bookings));
                }
            };
        }

        private <T> T once(Class<T> type, Supplier<T> call) {
            if (next == history.size()) {
                return call.get();
            }
            Node node = history.get(next);
            Object known = node.answered();
            if (known != null) {
                next++;
                return type.cast(known);
            }
            T answered = call.get();
            node.answered(answered);
            return answered;
        }
    }

    /** Whether an attempt of this invocation has drawn the nonce. */
    boolean hasDrawn(Nonce nonce) {
        return nonce.text().startsWith(prefix);
    }
}
