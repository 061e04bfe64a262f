package io.holdfast.lab.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * What callers were told, held against what stands in the end. Written to be read as the promises:
 * never overbooked, conserved, one id one verdict, and a failure leaves nothing behind.
 */
public final class History {
    private final Functions functions;
    private final Map<String, List<Reply>> told = new ConcurrentHashMap<>();

    /**
     * A history without calls.
     *
     * @param functions undisturbed, to read what stands
     */
    public History(Functions functions) {
        this.functions = functions;
    }

    /** Makes a call that ends with a verdict on that booking, and remembers what it said. */
    public Reply tell(String booking, Supplier<Reply> call) {
        Reply reply = call.get();
        told.computeIfAbsent(booking, id -> new CopyOnWriteArrayList<>()).add(reply);
        return reply;
    }

    /** The replies about a booking, in the order in which they came. */
    public List<Reply> about(String booking) {
        return told.getOrDefault(booking, List.of());
    }

    /** Remembers a booking that nobody was told of yet. */
    public void include(String booking) {
        told.computeIfAbsent(booking, id -> new CopyOnWriteArrayList<>());
    }

    public void check(String... resources) {
        for (String resource : resources) {
            Reply image = functions.resource(resource);
            checkConserved(image);
            for (String state : List.of("CONFIRMED", "HELD")) {
                String counter = state.equals("HELD") ? "held" : "confirmed";
                assertThat(image.number(counter))
                        .as("%s units of %s are those of its committed bookings", counter, resource)
                        .isEqualTo(told.keySet().stream()
                                .mapToLong(id -> units(id, resource, state)).sum());
            }
        }
        told.forEach(this::checkOneVerdict);
    }

    private static void checkConserved(Reply resource) {
        assertThat(resource.status()).isEqualTo(200);
        assertThat(resource.number("available")).as("never overbooked").isNotNegative();
        assertThat(resource.number("available") + resource.number("confirmed")
                + resource.number("held")).as("conserved").isEqualTo(resource.number("capacity"));
    }

    private long units(String booking, String resource, String state) {
        Reply stands = functions.booking(booking);
        long units = 0;
        for (JsonNode line : stands.text("state").equals(state)
                ? stands.body().get("lines")
                : NullNode.getInstance()) {
            if (line.get("resourceId").textValue().equals(resource)) {
                units += line.get("remaining").longValue();
            }
        }
        return units;
    }

    private void checkOneVerdict(String booking, List<Reply> replies) {
        String stands = functions.booking(booking).verdict();
        for (Reply reply : replies) {
            assertThat(reply.status()).as("a verdict, key-reused or undecided")
                    .isIn(200, 201, 409, 422, 503);
            if (reply.status() < 422) {
                assertThat(reply.verdict()).as("the verdict of %s", booking).isEqualTo(stands);
            }
        }
    }
}
