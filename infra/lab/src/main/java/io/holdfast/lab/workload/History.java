package io.holdfast.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Audit;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The replies that callers received, checked against what is recorded in the end: the promises of the
 * domain's {@code Promises}, and one verdict for one id.
 */
public final class History {
    private final Functions functions;
    private final Map<String, List<Reply>> replies = new ConcurrentHashMap<>();

    /**
     * A history without calls.
     *
     * @param functions without faults, to read what is recorded
     */
    public History(Functions functions) {
        this.functions = functions;
    }

    /** Makes a call that ends with a verdict on that booking, and remembers its reply. */
    public Reply record(String booking, Supplier<Reply> call) {
        Reply reply = call.get();
        replies.computeIfAbsent(booking, id -> new CopyOnWriteArrayList<>()).add(reply);
        return reply;
    }

    /** The replies about a booking, in the order of arrival. */
    public List<Reply> about(String booking) {
        return replies.getOrDefault(booking, List.of());
    }

    /** Includes the units of a booking that no call of this history is about. */
    public void include(String booking) {
        replies.computeIfAbsent(booking, id -> new CopyOnWriteArrayList<>());
    }

    /** Checks the resources, and every booking of this history. */
    public void check(String... resources) {
        assertThat(Audit.broken(functions.ledger(), List.of(resources), replies.keySet()))
                .as("broken promises").isEmpty();
        replies.forEach(this::checkOneVerdict);
    }

    private void checkOneVerdict(String booking, List<Reply> received) {
        String recorded = functions.booking(booking).verdict();
        for (Reply reply : received) {
            assertThat(reply.status()).as("a verdict, key-reused or undecided")
                    .isIn(200, 201, 409, 422, 503);
            if (reply.status() < 422) {
                assertThat(reply.verdict()).as("the verdict of %s", booking)
                        .isEqualTo(recorded);
            }
        }
    }
}
