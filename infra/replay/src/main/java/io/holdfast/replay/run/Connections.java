package io.holdfast.replay.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.input.BadInput;
import io.holdfast.replay.input.ResourceRow;
import io.holdfast.replay.input.Wave;
import io.holdfast.replay.input.Wave.Call;
import io.holdfast.replay.service.Api;
import io.holdfast.replay.service.Reply;
import io.holdfast.replay.service.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Sends requests over a fixed number of connections, and shows how far it is. */
public final class Connections implements AutoCloseable {
    private static final long NANOS_PER_MICRO = 1000;

    private final Api api;
    private final RetryPolicy retries;
    private final ExecutorService threads;

    public Connections(Api api, RetryPolicy retries, int count) {
        this.api = api;
        this.retries = retries;
        this.threads = Executors.newFixedThreadPool(count);
    }

    @Override
    public void close() {
        threads.close();
        api.close();
    }

    /**
     * Defines every resource.
     *
     * @throws BadInput if a resource cannot be defined; nothing was booked then
     */
    public void define(List<ResourceRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> refused;
        try (Progress progress = Progress.of("Defining", rows.size())) {
            refused = all(rows, each -> refusal(each.resource(),
                    define(each, Api.definitionKey(each.resource()), false)), progress)
                    .stream().flatMap(Optional::stream).toList();
        }
        if (!refused.isEmpty()) {
            throw new BadInput(refused.size() + " of " + rows.size()
                    + " resources were not defined and nothing was booked; the first: "
                    + refused.getFirst());
        }
    }

    Reply define(ResourceRow row, String key, boolean allowDrain) {
        return retries.untilFinal(() -> api.define(row, key, allowDrain));
    }

    Reply read(List<String> resources) {
        return retries.untilFinal(() -> api.resources(resources));
    }

    /** Sends one wave after the other; the requests of a wave are sent concurrently. */
    public Run book(List<Wave> waves) {
        List<Exchange> exchanges = new ArrayList<>();
        List<Exchange> amendments = new ArrayList<>();
        long start = System.nanoTime();
        List<List<Call>> calls = waves.stream().map(Wave::calls).toList();
        try (Progress progress = Progress.of("Booking",
                calls.stream().mapToInt(List::size).sum())) {
            for (List<Call> wave : calls) {
                List<Exchange> replies = all(wave, call -> timed(call.attempt(),
                        () -> retries.once(() -> send(call.attempt(), call.amends()))), progress);
                for (int i = 0; i < wave.size(); i++) {
                    (wave.get(i).amends() ? amendments : exchanges).add(replies.get(i));
                }
            }
        }
        return new Run(exchanges, amendments, Duration.ofNanos(System.nanoTime() - start));
    }

    private Reply send(Attempt attempt, boolean amends) {
        return amends ? api.amend(attempt) : api.book(attempt);
    }

    /** Sends every attempt and every amendment again, and reads every resource. */
    public Audit audit(Run run) {
        long requests = (long) run.exchanges().size() + run.amendments().size();
        try (Progress progress = Progress.of("Auditing", requests)) {
            List<Audit.Repeat> repeats = again(run.exchanges(), false, progress);
            List<Audit.Repeat> amended = again(run.amendments(), true, progress);
            List<String> resources = Stream.of(run.exchanges(), run.amendments())
                    .flatMap(List::stream).flatMap(each -> each.attempt().lines().stream())
                    .map(Attempt.Line::resource).distinct().sorted().toList();
            progress.expect(requests + resources.size());
            return Audit.of(repeats, amended, images(resources, progress));
        }
    }

    private List<Audit.Repeat> again(List<Exchange> exchanges, boolean amends, Progress progress) {
        return all(exchanges, first -> new Audit.Repeat(first, timed(first.attempt(),
                () -> retries.untilFinal(() -> send(first.attempt(), amends)))), progress);
    }

    private Map<String, Reply> images(List<String> resources, Progress progress) {
        Map<String, Reply> images = new TreeMap<>();
        all(resources, resource -> Map.entry(resource,
                retries.untilFinal(() -> api.resource(resource))), progress)
                .forEach(image -> images.put(image.getKey(), image.getValue()));
        return images;
    }

    private static Exchange timed(Attempt attempt, Supplier<Reply> call) {
        Instant at = Instant.now();
        long start = System.nanoTime();
        Reply reply = call.get();
        return new Exchange(attempt, reply, at, (System.nanoTime() - start) / NANOS_PER_MICRO);
    }

    private static Optional<String> refusal(String resource, Reply reply) {
        return reply.text("outcome").equals("COMMITTED")
                ? Optional.empty()
                : Optional.of(resource + ", " + switch (reply) {
                    case Reply.Missing missing -> "no reply";
                    case Reply.Answer(int status, JsonNode body, _) -> "status " + status + " "
                            + body;
                });
    }

    /** Does the work for each item, as many at a time as there are connections. */
    <T, R> List<R> all(Collection<T> items, Function<T, R> work, Progress progress) {
        List<Callable<R>> calls = items.stream().<Callable<R>>map(item -> () -> {
            R result = work.apply(item);
            progress.step();
            return result;
        }).toList();
        List<R> results = new ArrayList<>();
        try {
            for (Future<R> each : threads.invokeAll(calls)) {
                results.add(each.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadInput input) {
                throw input;
            }
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
        return results;
    }
}
