package io.holdfast.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the service until it is interrupted. */
@Command(name = "holdfast-local", mixinStandardHelpOptions = true, description = "Holdfast on this machine: HTTP API, queue, table and events in one process.")
public final class Main implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;
    /** The service's own limit: 12 hours. */
    private static final int LONGEST_VISIBILITY_SECONDS = 43_200;

    @Option(names = "--port", defaultValue = "8080", description = "Port of the HTTP API; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--dynamodb-port", defaultValue = "8000", description = "Port of DynamoDB Local; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int dynamoDbPort;

    @Option(names = "--queue-port", defaultValue = "9324", description = "Port of the SQS server; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int queuePort;

    @Option(names = "--visibility", defaultValue = "30", description = "Seconds until a message that was not done comes again, at most 43200. Default: ${DEFAULT-VALUE}")
    private int visibilitySeconds;

    @Option(names = "--events", defaultValue = "", arity = "0..1", description = "File that the events are added to. Default: standard output")
    private String events = "";

    @Option(names = "--data", defaultValue = "", arity = "0..1", description = "Folder that keeps the table. Default: in memory, gone at the end")
    private String data = "";

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs until interrupted, or says in one line why not. */
    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setParameterExceptionHandler((e, given) -> fail(e));
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> fail(e));
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
        Settings settings = new Settings(port, dynamoDbPort, queuePort, path(data),
                Duration.ofSeconds(visibilitySeconds), new EventLines(eventLines()));
        LocalService service = LocalService.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service)));
        System.out.println(Greeting.of(service, settings, path(events)));
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private PrintStream eventLines() throws IOException {
        return events.isEmpty()
                ? System.out
                : new PrintStream(Files.newOutputStream(Path.of(events),
                        StandardOpenOption.CREATE, StandardOpenOption.APPEND), true,
                        StandardCharsets.UTF_8);
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

    private static int fail(Exception e) {
        System.err.println("holdfast-local: " + e.getMessage());
        return CommandLine.ExitCode.USAGE;
    }
}
