package io.holdfast.replay.run;

import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.input.BadInput;
import io.holdfast.replay.service.Api;
import io.holdfast.replay.service.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A fixed number of requests at a time, and a progress bar over them. */
public final class Connections implements AutoCloseable {
    private static final int REFRESH_MILLIS = 500;
    private static final long NANOS_PER_MICRO = 1000;

    private final Api api;
    private final Patience patience;
    private final ExecutorService threads;

    public Connections(Api api, Patience patience, int count) {
        this.api = api;
        this.patience = patience;
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
     * @throws BadInput if one cannot be defined; nothing was booked then
     */
    public void define(Map<String, Long> capacities) {
        if (capacities.isEmpty()) {
            return;
        }
        List<String> refused = new ArrayList<>();
        try (ProgressBar bar = bar("Defining", capacities.size())) {
            List<Map.Entry<String, Long>> all = List.copyOf(capacities.entrySet());
            List<Api.Reply> replies = all(all, each -> patience
                    .untilAnswered(() -> api.define(each.getKey(), each.getValue())), bar);
            for (int i = 0; i < all.size(); i++) {
                if (!replies.get(i).text("outcome").equals("COMMITTED")) {
                    refused.add(all.get(i).getKey() + ", " + why(replies.get(i)));
                }
            }
        }
        if (!refused.isEmpty()) {
            throw new BadInput(refused.size() + " of " + capacities.size()
                    + " resources were not defined and nothing was booked; the first: "
                    + refused.getFirst());
        }
    }

    /** Sends wave after wave; within a wave all at once. */
    public Run book(List<List<Attempt>> waves) {
        List<Run.Told> told = new ArrayList<>();
        long start = System.nanoTime();
        try (ProgressBar bar = bar("Booking", waves.stream().mapToInt(List::size).sum())) {
            for (List<Attempt> wave : waves) {
                told.addAll(all(wave, attempt -> timed(attempt,
                        () -> patience.once(() -> api.book(attempt))), bar));
            }
        }
        return new Run(told, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Asks everything again, and reads every resource. */
    public Audit audit(Run run) {
        try (ProgressBar bar = bar("Auditing", run.told().size())) {
            List<Run.Told> again = all(run.told().stream().map(Run.Told::attempt).toList(),
                    attempt -> timed(attempt,
                            () -> patience.untilAnswered(() -> api.book(attempt))),
                    bar);
            List<String> resources = run.told().stream()
                    .flatMap(each -> each.attempt().lines().stream())
                    .map(Attempt.Line::resource).distinct().sorted().toList();
            bar.maxHint((long) run.told().size() + resources.size());
            List<Api.Reply> replies = all(resources, resource -> patience
                    .untilAnswered(() -> api.resource(resource)), bar);
            Map<String, Api.Reply> images = new TreeMap<>();
            for (int i = 0; i < resources.size(); i++) {
                images.put(resources.get(i), replies.get(i));
            }
            return Audit.of(run.told(), again, images);
        }
    }

    private static Run.Told timed(Attempt attempt, Supplier<Api.Reply> call) {
        Instant at = Instant.now();
        long start = System.nanoTime();
        Api.Reply reply = call.get();
        return new Run.Told(attempt, reply, at, (System.nanoTime() - start) / NANOS_PER_MICRO);
    }

    private static String why(Api.Reply reply) {
        return switch (reply.status()) {
            case -1, 0 -> "no reply";
            default -> "status " + reply.status() + " " + reply.body();
        };
    }

    private <T, R> List<R> all(Collection<T> items, Function<T, R> work, ProgressBar bar) {
        List<Callable<R>> calls = items.stream().<Callable<R>>map(item -> () -> {
            R result = work.apply(item);
            bar.step();
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

    private static ProgressBar bar(String task, long count) {
        return new ProgressBarBuilder().setTaskName(task).setInitialMax(count)
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(REFRESH_MILLIS)
                .showSpeed().build();
    }
}
