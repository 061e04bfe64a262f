package io.holdfast.replay;

import java.time.Duration;
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
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A fixed number of requests at a time, and a progress bar over them. */
final class Connections implements AutoCloseable {
    private static final int REFRESH_MILLIS = 500;

    private final Api api;
    private final ExecutorService threads;

    Connections(Api api, int count) {
        this.api = api;
        this.threads = Executors.newFixedThreadPool(count);
    }

    @Override
    public void close() {
        threads.close();
    }

    /** @throws IllegalArgumentException if one cannot be defined; nothing was booked then */
    void define(Map<String, Long> capacities) {
        List<String> refused = new ArrayList<>();
        try (ProgressBar bar = bar("Defining", capacities.size())) {
            List<Map.Entry<String, Long>> all = List.copyOf(capacities.entrySet());
            all(all, each -> api.define(each.getKey(), each.getValue()), bar).forEach(reply -> {
                if (!reply.text("outcome").equals("COMMITTED")) {
                    refused.add(reply.status() + " " + reply.body());
                }
            });
        }
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(refused.size()
                    + " resources were not defined, the first for: " + refused.getFirst());
        }
    }

    /** Sends wave after wave; within a wave all at once. */
    Run book(List<List<Attempt>> waves) {
        List<Run.Told> told = new ArrayList<>();
        long start = System.nanoTime();
        try (ProgressBar bar = bar("Booking", waves.stream().mapToInt(List::size).sum())) {
            for (List<Attempt> wave : waves) {
                told.addAll(all(wave, this::tell, bar));
            }
        }
        return new Run(told, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Asks everything again, and reads every resource. */
    Audit audit(Run run) {
        try (ProgressBar bar = bar("Auditing", run.told().size())) {
            List<Run.Told> again = all(run.told().stream().map(Run.Told::attempt).toList(),
                    this::tell, bar);
            List<String> resources = run.told().stream()
                    .flatMap(each -> each.attempt().lines().stream())
                    .map(Attempt.Line::resource).distinct().sorted().toList();
            bar.maxHint((long) run.told().size() + resources.size());
            List<Api.Reply> images = all(resources, api::resource, bar);
            Map<String, Api.Reply> stands = new TreeMap<>();
            for (int i = 0; i < resources.size(); i++) {
                stands.put(resources.get(i), images.get(i));
            }
            return Audit.of(run.told(), again, stands);
        }
    }

    private Run.Told tell(Attempt attempt) {
        long start = System.nanoTime();
        Api.Reply reply = api.book(attempt);
        return new Run.Told(attempt, reply, (System.nanoTime() - start) / 1000);
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
