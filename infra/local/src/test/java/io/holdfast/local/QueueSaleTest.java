package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lambda.InvokeHandler;
import io.holdfast.local.Plant.Sent;
import io.holdfast.local.invocation.LocalContext;
import io.holdfast.local.queue.QueueConsumer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A sale through the queue: 90 % bookings of 20 resources that have half the requested capacity,
 * 5 % confirms, 5 % releases; 3 % of these twice, and 0.5 % poison among them. It prints its
 * duration and requests, next to those of the same commands invoked one by one.
 * {@code -Dcommands=10000} makes it a long one.
 */
class QueueSaleTest {
    private static final int COMMANDS = Integer.getInteger("commands", 500);
    private static final int RESOURCES = 20;
    private static final int WORKERS = 4;

    /** The commands of a sale, a list for each resource, in the order in which they are sent. */
    private static final class Sale {
        final List<List<String>> byResource = new ArrayList<>();
        final Set<String> eventIds = new TreeSet<>();
        final List<String> poison = new ArrayList<>();
        private final Random random = new Random(6);
        private final String prefix;

        Sale(String prefix) {
            this.prefix = prefix;
            for (int i = 0; i < RESOURCES; i++) {
                byResource.add(commands(i));
            }
        }

        private List<String> commands(int resource) {
            List<String> commands = new ArrayList<>();
            List<String> open = new ArrayList<>();
            int each = COMMANDS / RESOURCES;
            for (int i = 0; i < each; i++) {
                // The end has only bookings, which take the units that releases gave back.
                boolean change = i > 3 && i < each - each / 10 && random.nextInt(10) == 0
                        && !open.isEmpty();
                commands.add(change ? change(open, i) : book(resource, i, open));
                if (random.nextInt(100) < 3) {
                    commands.add(commands.getLast());
                }
                if (random.nextInt(1000) < 5) {
                    poison.add("poison " + prefix + resource + " " + i);
                    commands.add(poison.getLast());
                }
            }
            return commands;
        }

        private String book(int resource, int i, List<String> open) {
            String id = prefix + resource + "." + i;
            eventIds.add("booking/" + id);
            open.add(id);
            return "{\"command\":\"book\",\"bookingId\":\"%s\",\"resourceId\":\"%s\",\"units\":1%s}"
                    .formatted(id, resource(resource),
                            i % 3 == 0 ? ",\"holdFor\":\"PT4H\"" : "");
        }

        /**
         * A booking gets at most one confirm or release, so that each of these has a record, unless
         * the booking failed.
         */
        private String change(List<String> open, int i) {
            String id = open.remove(random.nextInt(open.size()));
            boolean held = Integer.parseInt(id.substring(id.indexOf('.') + 1)) % 3 == 0;
            eventIds.add("booking/" + id + "/c" + i);
            return "{\"command\":\"%s\",\"bookingId\":\"%s\",\"commandId\":\"c%d\"}"
                    .formatted(held ? "confirm" : "release", id, i);
        }

        String resource(int i) {
            return prefix + "resource-" + i;
        }

        int count() {
            return byResource.stream().mapToInt(List::size).sum();
        }

        long capacity() {
            return COMMANDS / RESOURCES * 9L / 10 / 2;
        }
    }

    @Test
    void everyIdHasOneVerdictAndOneEventAndCapacityIsUsedUp() throws Exception {
        try (Plant plant = new Plant(QueueOfTheTemplate.visibility(),
                QueueOfTheTemplate.mostReceives(),
                (request, proceed) -> proceed.with(request))) {
            Sale alone = new Sale("a");
            define(plant, alone);
            String oneByOne = measure("one by one", alone, plant, () -> oneByOne(plant, alone));
            Sale sale = new Sale("q");
            define(plant, sale);
            plant.send(interleaved(sale));
            String throughQueue = measure("queue", sale, plant, () -> {
                try (QueueConsumer consumer = QueueConsumer.start(plant.queue,
                        plant.commands(), WORKERS)) {
                    Plant.await("an empty queue", () -> !consumer.alive()
                            || plant.count(plant.queue.url()) == 0);
                    assertThat(consumer.alive()).isTrue();
                }
            });
            System.out.println(oneByOne);
            System.out.println(throughQueue);
            plant.drain();

            check(plant, alone);
            check(plant, sale);
            assertThat(plant.count(plant.queue.deadLetterUrl()))
                    .isEqualTo(sale.poison.size());
        }
    }

    private static void check(Plant plant, Sale sale) {
        for (int i = 0; i < RESOURCES; i++) {
            assertThat(plant.resource(sale.resource(i)).get("available").longValue())
                    .as("capacity is exactly used up").isZero();
        }
        Set<String> published = new TreeSet<>(plant.published.keySet());
        published.removeIf(id -> !id.startsWith("booking/" + sale.prefix));
        assertThat(published)
                .as("every id has a verdict, and every verdict its event")
                .isEqualTo(recorded(plant, sale));
        assertThat(published).as("published once")
                .allMatch(id -> plant.published.getOrDefault(id, 0) == 1);
        assertThat(sale.eventIds.stream().filter(id -> id.indexOf('/') == id.lastIndexOf('/'))
                .map(id -> plant.booking(id.substring("booking/".length()))))
                .allMatch(booking -> booking.has("outcome"));
    }

    /** What is recorded: no command on a booking that failed ever changes it. */
    private static Set<String> recorded(Plant plant, Sale sale) {
        Set<String> ids = new TreeSet<>(sale.eventIds);
        ids.removeIf(id -> {
            String[] parts = id.split("/", -1);
            return parts.length > 2
                    && plant.booking(parts[1]).path("outcome").asText().equals("FAILED");
        });
        return ids;
    }

    private static void define(Plant plant, Sale sale) {
        for (int i = 0; i < RESOURCES; i++) {
            plant.define(sale.resource(i), sale.capacity());
        }
    }

    private static List<Sent> interleaved(Sale sale) {
        List<Sent> messages = new ArrayList<>();
        int most = sale.byResource.stream().mapToInt(List::size).max().orElseThrow();
        for (int i = 0; i < most; i++) {
            for (int resource = 0; resource < RESOURCES; resource++) {
                if (i < sale.byResource.get(resource).size()) {
                    messages.add(new Sent(sale.resource(resource),
                            sale.byResource.get(resource).get(i)));
                }
            }
        }
        return messages;
    }

    private static void oneByOne(Plant plant, Sale sale) throws InterruptedException {
        InvokeHandler handler = new InvokeHandler(plant.wiring);
        List<Thread> workers = new ArrayList<>();
        for (int w = 0; w < WORKERS; w++) {
            int worker = w;
            workers.add(Thread.ofVirtual().start(() -> {
                for (int i = worker; i < RESOURCES; i += WORKERS) {
                    sale.byResource.get(i).forEach(command -> invoke(handler, command));
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private static void invoke(InvokeHandler handler, String command) {
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(command.getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream(), new LocalContext("Command"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            assertThat(command).as("only poison is rejected").startsWith("poison");
        }
    }

    private interface Run {
        void go() throws Exception;
    }

    private static String measure(String name, Sale sale, Plant plant, Run run) throws Exception {
        long requests = plant.requests.get();
        long start = System.nanoTime();
        run.go();
        double seconds = (System.nanoTime() - start) / 1e9;
        return "%-13s %,6d commands in %5.1f s: %,5.0f a second, %.2f requests each, %d poison"
                .formatted(name, sale.count(), seconds, sale.count() / seconds,
                        (plant.requests.get() - requests) / (double) sale.count(),
                        sale.poison.size());
    }
}
