package io.holdfast.operate.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks side by side. The first that fails ends the others, and its failure is thrown. */
final class Parallel {
    private Parallel() {}

    /** Runs them all, and returns the sum of their results. */
    static long sum(int threads, List<Callable<Long>> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<Long> done = new ExecutorCompletionService<>(pool);
            List<Future<Long>> sent = new ArrayList<>();
            tasks.forEach(task -> sent.add(done.submit(task)));
            long sum = 0;
            for (int i = 0; i < sent.size(); i++) {
                sum += done.take().get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableSource("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException cause -> cause;
            case Error cause -> throw cause;
            case null, default -> new UnreadableSource(String.valueOf(e.getMessage()), e);
        };
    }
}
