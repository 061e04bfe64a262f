package io.holdfast.operate.source;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on the error stream how far a pass is: a bar on a terminal, and elsewhere, where a bar would
 * be one endless line, a line every few seconds. Safe for several threads.
 */
public final class Progress implements AutoCloseable {
    private static final int REFRESH_MILLIS = 500;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final String task;
    private final long expected;
    private final Optional<ProgressBar> bar;
    private final PrintStream out;
    private long read;
    private long lastLineNanos = System.nanoTime();

    private Progress(String task, long expected, Optional<ProgressBar> bar, PrintStream out) {
        this.task = task;
        this.expected = expected;
        this.bar = bar;
        this.out = out;
    }

    /**
     * Starts to show a pass.
     *
     * @param expected items; what is read beyond them is shown too
     */
    // Where output is redirected, the JDK has no console, or one that is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    public static Progress of(String task, long expected) {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? new Progress(task, expected, Optional.of(bar(task, expected)), System.err)
                : lines(task, expected, System.err);
    }

    static Progress lines(String task, long expected, PrintStream out) {
        return new Progress(task, expected, Optional.empty(), out);
    }

    synchronized void advance(long items) {
        read += items;
        if (bar.isPresent()) {
            bar.get().stepTo(read);
        } else if (System.nanoTime() - lastLineNanos > BETWEEN_LINES.toNanos()) {
            lastLineNanos = System.nanoTime();
            out.printf("%s: %,d of about %,d items%n", task, read, expected);
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }

    private static ProgressBar bar(String task, long expected) {
        return new ProgressBarBuilder().setTaskName(task).setInitialMax(expected)
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(REFRESH_MILLIS)
                .showSpeed().build();
    }
}
