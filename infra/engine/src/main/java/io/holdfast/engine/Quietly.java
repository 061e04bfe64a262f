package io.holdfast.engine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** Runs what prints a banner of its own on standard output, without the banner. */
final class Quietly {
    private Quietly() {}

    static <T> T call(Callable<T> noisy) throws Exception {
        PrintStream before = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false,
                StandardCharsets.UTF_8));
        try {
            return noisy.call();
        } finally {
            System.setOut(before);
        }
    }
}
