package io.holdfast.replay.run;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows on the error stream how far a task is: a bar on a terminal, and elsewhere, where a bar would
 * be one endless line, a line for each tenth of the steps.
 */
final class Progress implements AutoCloseable {
    private static final int REFRESH_MILLIS = 500;
    private static final int LINES = 10;

    private final String task;
    private final PrintStream out;
    private final Optional<ProgressBar> bar;
    private long expected;
    private long done;

    private Progress(String task, long expected, PrintStream out, Optional<ProgressBar> bar) {
        this.task = task;
        this.expected = expected;
        this.out = out;
        this.bar = bar;
    }

    // Where output is redirected, the JDK has no console, or one that is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    static Progress of(String task, long steps) {
        Console console = System.console();
        return console != null && console.isTerminal()
                ? new Progress(task, steps, System.err, Optional.of(bar(task, steps)))
                : lines(task, steps, System.err);
    }

    static Progress lines(String task, long steps, PrintStream out) {
        return new Progress(task, steps, out, Optional.empty());
    }

    /** Sets the number of steps in all, once it is known better. */
    synchronized void expect(long steps) {
        expected = steps;
        bar.ifPresent(each -> each.maxHint(steps));
    }

    synchronized void step() {
        done++;
        if (bar.isPresent()) {
            bar.get().step();
        } else if (done * LINES / expected > (done - 1) * LINES / expected) {
            out.println(task + ": " + done + " of " + expected);
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }

    private static ProgressBar bar(String task, long steps) {
        return new ProgressBarBuilder().setTaskName(task).setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(REFRESH_MILLIS)
                .showSpeed().build();
    }
}
