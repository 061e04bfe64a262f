package io.holdfast.local;

import io.holdfast.engine.LocalAddress;
import io.holdfast.local.stream.EventLines;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs the service until it is interrupted. */
@Command(name = "holdfast local", mixinStandardHelpOptions = true, description = "Holdfast on this machine: HTTP API, queue, table and events in one process.")
public final class Main implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;
    /** The service's own limit: 12 hours. */
    private static final int LONGEST_VISIBILITY_SECONDS = 43_200;

    @Option(names = "--host", defaultValue = LocalAddress.LOOPBACK, description = "Host that every server listens on. There is no authorization: the default, ${DEFAULT-VALUE}, keeps other machines out.")
    private String host = "";

    @Option(names = "--port", defaultValue = "8080", description = "Port of the HTTP API; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--dynamodb-port", defaultValue = "8000", description = "Port of DynamoDB Local; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int dynamoDbPort;

    @Option(names = "--queue-port", defaultValue = "9324", description = "Port of the SQS server; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int queuePort;

    @Option(names = "--visibility", defaultValue = "30", description = "Seconds for which a received message is hidden, at most 43200. Default: ${DEFAULT-VALUE}")
    private int visibilitySeconds;

    @Option(names = "--events", defaultValue = "", arity = "0..1", description = "File to which events are appended, as JSON. Default: standard output")
    private String events = "";

    @Option(names = "--data", defaultValue = "", arity = "0..1", description = "Folder that keeps the table. Default: in memory, lost at the end")
    private String data = "";

    @Option(names = "--lines", defaultValue = "auto", description = "How verdicts and events are printed: json, text, or auto, which is text in a terminal. Default: ${DEFAULT-VALUE}")
    private Lines lines = Lines.auto;

    @Option(names = "--end-with-parent", hidden = true, description = "Ends when the process that started this one ends.")
    private boolean endWithParent;

    /** How a line is printed. */
    enum Lines {
        auto,
        json,
        text;

        // Where lines are redirected, the JDK has no console, or one that is no terminal.
        @SuppressWarnings("SystemConsoleNull")
        boolean readable() {
            Console console = System.console();
            boolean terminal = console != null && console.isTerminal();
            return this == text || (this == auto && terminal);
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs until it is interrupted, or prints in one line why it cannot. */
    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setOverwrittenOptionsAllowed(true);
        commandLine.setParameterExceptionHandler((e, given) -> fail(message(e)));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> fail(message(e)));
        return commandLine.execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requirePort("--port", port);
        requirePort("--dynamodb-port", dynamoDbPort);
        requirePort("--queue-port", queuePort);
        if (visibilitySeconds < 1 || visibilitySeconds > LONGEST_VISIBILITY_SECONDS) {
            throw new IllegalArgumentException("--visibility must be from 1 to "
                    + LONGEST_VISIBILITY_SECONDS + " seconds, not " + visibilitySeconds);
        }
        if (endWithParent) {
            ProcessHandle.current().parent().ifPresent(Main::endWith);
        }
        Settings settings = new Settings(host, port, dynamoDbPort, queuePort, path(data),
                Duration.ofSeconds(visibilitySeconds), new EventLines(eventLines()));
        PrintStream log = System.err;
        if (lines.readable()) {
            System.setErr(ReadableLines.onto(log, Clock.system(ZoneId.systemDefault())));
        }
        try (LocalService service = LocalService.start(settings)) {
            return serve(service, settings);
        } finally {
            System.setErr(log);
        }
    }

    private static void endWith(ProcessHandle parent) {
        Thread.ofVirtual().start(() -> {
            parent.onExit().join();
            System.exit(0);
        });
    }

    private Integer serve(LocalService service, Settings settings) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service)));
        System.out.println(Banner.of(service, settings, path(events)));
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private PrintStream eventLines() throws IOException {
        if (events.isEmpty()) {
            return lines.readable()
                    ? ReadableLines.onto(System.out, Clock.system(ZoneId.systemDefault()))
                    : System.out;
        }
        return new PrintStream(Files.newOutputStream(Path.of(events), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND), true, StandardCharsets.UTF_8);
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    private static void requirePort(String option, int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    option + " must be from 0 to " + HIGHEST_PORT + ", not " + port);
        }
    }

    private static void stop(LocalService service) {
        try {
            service.close();
            System.out.println("Holdfast has stopped.");
        } catch (IOException e) {
            System.err.println("holdfast-local: " + e.getMessage());
        }
    }

    // The message of a missing file is its name only, and a bug often has no message.
    private static String message(Exception e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case NoSuchFileException missing -> "no folder for the file " + missing.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is not a folder";
            case AccessDeniedException denied -> "no access to " + denied.getFile();
            case IOException _,IllegalArgumentException _,ParameterException _ -> message;
            default -> e.toString();
        };
    }

    private static int fail(String message) {
        System.err.println("holdfast-local: " + message);
        return CommandLine.ExitCode.USAGE;
    }
}
