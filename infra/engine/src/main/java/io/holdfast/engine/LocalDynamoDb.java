package io.holdfast.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** DynamoDB Local behind its own HTTP endpoint, in this process. */
public final class LocalDynamoDb implements AutoCloseable {
    private final DynamoDBProxyServer server;
    private final int port;

    private LocalDynamoDb(DynamoDBProxyServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the engine; it takes a few seconds.
     *
     * @param port to listen on; 0 takes a free one
     * @param data the folder to keep the tables in, or empty to keep them in memory
     * @throws IOException if the port is taken, or the engine does not start
     */
    public static LocalDynamoDb start(int port, Optional<Path> data) throws IOException {
        int free = free(port);
        List<String> arguments = new ArrayList<>(
                List.of("-port", Integer.toString(free), "-sharedDb", "-disableTelemetry"));
        data.ifPresentOrElse(path -> arguments.addAll(List.of("-dbPath", path.toString())),
                () -> arguments.add("-inMemory"));
        try {
            DynamoDBProxyServer server = Quietly.call(() -> {
                DynamoDBProxyServer starting = ServerRunner
                        .createServerFromCommandLineArgs(arguments.toArray(String[]::new));
                starting.start();
                return starting;
            });
            return new LocalDynamoDb(server, free);
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not start: " + e.getMessage(), e);
        }
    }

    /** The engine without HTTP: faster, but the SDK's own pipeline does not run. */
    public static DynamoDbClient embedded() {
        return DynamoDBEmbedded.create(true).dynamoDbClient();
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not stop: " + e.getMessage(), e);
        }
    }

    // Asked before the engine starts, so that a busy port is told at once and by its name.
    private static int free(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IOException("port " + port + " is busy", e);
        }
    }
}
