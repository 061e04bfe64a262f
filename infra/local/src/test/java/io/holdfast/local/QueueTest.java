package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.local.Plant.Sent;
import io.holdfast.local.queue.QueueConsumer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A consumer dies, and the queue redelivers its messages. */
class QueueTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Messages of one world; each has the same effect however often it is delivered. */
    private record World(String id, int crashAt, boolean after) {
        List<Sent> messages() {
            return List.of(new Sent(id, book(id + ".x", id)), new Sent(id, book(id + ".y", id)),
                    new Sent(id, book(id + ".z", id)),
                    new Sent(id, "{\"command\":\"release\",\"bookingId\":\"" + id
                            + ".x\",\"commandId\":\"back\"}"),
                    new Sent(id, "{\"command\":\"resolve\",\"bookingId\":\"" + id + ".w\"}"));
        }
    }

    @Test
    void aConsumerThatIsKilledAtAnyRequestLosesNothingAndDoublesNothing() throws IOException {
        Map<String, World> worlds = worlds();
        Map<String, Integer> requests = new ConcurrentHashMap<>();
        Set<String> killed = ConcurrentHashMap.newKeySet();
        Interception killer = killer(worlds, requests, killed);
        try (Plant plant = new Plant(SHORT, 1000, killer)) {
            worlds.keySet().forEach(id -> plant.define(id, 2));
            worlds.values().forEach(world -> plant.send(world.messages()));
            armed = true;
            Plant.await("every message is acknowledged", () -> {
                try (QueueConsumer consumer = QueueConsumer.start(plant.queue,
                        plant.commands(), 1)) {
                    Plant.await("a death or an end", () -> !consumer.alive()
                            || plant.count(plant.queue.url()) == 0);
                }
                return plant.count(plant.queue.url()) == 0;
            });
            armed = false;
            plant.drain();

            assertThat(killed).as("the last world has fewer requests than that, none other")
                    .hasSizeGreaterThanOrEqualTo(12);
            worlds.keySet().forEach(id -> check(plant, id));
            assertThat(plant.count(plant.queue.deadLetterUrl())).isZero();
        }
    }

    private static Map<String, World> worlds() {
        Map<String, World> worlds = new ConcurrentHashMap<>();
        for (int request = 0; request < 7; request++) {
            for (boolean after : List.of(false, true)) {
                String id = "w" + request + (after ? "a" : "b");
                worlds.put(id, new World(id, request, after));
            }
        }
        return worlds;
    }

    private static void check(Plant plant, String id) {
        assertThat(plant.resource(id).get("confirmed").intValue()).as(id).isEqualTo(1);
        assertThat(outcomes(plant, id)).as(id).isEqualTo("COMMITTED COMMITTED FAILED FAILED");
        assertThat(plant.published).containsKeys("booking/" + id + ".x",
                "booking/" + id + ".x/back", "booking/" + id + ".y", "booking/" + id + ".z",
                "booking/" + id + ".w");
    }

    private volatile boolean armed;

    private Interception killer(Map<String, World> worlds, Map<String, Integer> requests,
            Set<String> killed) {
        Pattern name = Pattern.compile("w\\d[ab]");
        return (request, proceed) -> {
            Matcher found = name.matcher(request.toString());
            if (!armed || !found.find()) {
                return proceed.with(request);
            }
            World world = Objects.requireNonNull(worlds.get(found.group()));
            boolean now = requests.merge(world.id(), 1, Integer::sum) - 1 == world.crashAt()
                    && killed.add(world.id());
            if (now && !world.after()) {
                throw new Killed();
            }
            Object answer = proceed.with(request);
            if (now) {
                throw new Killed();
            }
            return answer;
        };
    }

    /** The death of the process; no handler catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static String outcomes(Plant plant, String world) {
        return String.join(" ", List.of("x", "y", "z", "w").stream()
                .map(name -> plant.booking(world + "." + name).get("outcome").textValue())
                .toList());
    }

    private static String book(String booking, String resource) {
        return "{\"command\":\"book\",\"bookingId\":\"" + booking + "\",\"resourceId\":\""
                + resource + "\",\"units\":1}";
    }
}
