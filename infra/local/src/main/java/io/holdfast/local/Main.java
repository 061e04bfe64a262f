package io.holdfast.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the service until it is interrupted. */
@Command(name = "holdfast-local", mixinStandardHelpOptions = true, description = "Holdfast on this machine: HTTP API and table in one process.")
public final class Main implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--port", defaultValue = "8080", description = "Port of the HTTP API; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--dynamodb-port", defaultValue = "8000", description = "Port of DynamoDB Local; 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private int dynamoDbPort;

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
        Optional<Path> folder = data.isEmpty() ? Optional.empty() : Optional.of(Path.of(data));
        LocalService service = LocalService.start(port, dynamoDbPort, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service)));
        System.out.println(Greeting.of(service, folder));
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
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
