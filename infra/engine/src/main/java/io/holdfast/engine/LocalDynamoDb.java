package io.holdfast.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local behind an HTTP endpoint in this process. Its own start class listens on every
 * address and lets every web page read the tables, so this class builds the server of its handler.
 */
public final class LocalDynamoDb implements AutoCloseable {
    /** The origins whose pages may call it: none. */
    private static final String NO_ORIGIN = "";

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final LocalAddress address;

    private LocalDynamoDb(Server server, LocalDynamoDBServerHandler handler,
            LocalAddress address) {
        this.server = server;
        this.handler = handler;
        this.address = address;
    }

    /** Starts the engine on the loopback addresses; a port of 0 takes a free one. */
    public static LocalDynamoDb start(int port, Optional<Path> data) throws IOException {
        return start(LocalAddress.choose(LocalAddress.LOOPBACK, port), data);
    }

    /**
     * Starts the engine; it takes a few seconds.
     *
     * @param data the folder to keep the tables in, or empty to keep them in memory
     * @throws IOException if the engine does not start
     */
    public static LocalDynamoDb start(LocalAddress address, Optional<Path> data)
            throws IOException {
        try {
            return quietly(() -> {
                LocalDynamoDBServerHandler handler = handler(
                        data.map(Path::toString).orElse(null));
                Server server = server(address, handler);
                server.start();
                return new LocalDynamoDb(server, handler, address);
            });
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not start: " + e.getMessage(), e);
        }
    }

    // The engine prints a banner of its own on standard output.
    private static <T> T quietly(Callable<T> noisy) throws Exception {
        PrintStream before = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false,
                StandardCharsets.UTF_8));
        try {
            return noisy.call();
        } finally {
            System.setOut(before);
        }
    }

    private static LocalDynamoDBServerHandler handler(@Nullable String folder) throws Exception {
        boolean oneForAllRegions = true;
        boolean statesTakeTime = false;
        return new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, folder == null,
                folder, oneForAllRegions, statesTakeTime), NO_ORIGIN);
    }

    private static Server server(LocalAddress address, LocalDynamoDBServerHandler handler) {
        Server server = new Server();
        for (InetSocketAddress socket : address.sockets()) {
            ServerConnector connector = new ServerConnector(server);
            connector.setHost(socket.getAddress().getHostAddress());
            connector.setPort(socket.getPort());
            server.addConnector(connector);
        }
        ContextHandler everything = new ContextHandler();
        everything.setHandler(handler);
        server.setHandler(everything);
        return server;
    }

    /** The engine without HTTP: faster, but the SDK's own pipeline does not run. */
    public static DynamoDbClient embedded() {
        return DynamoDBEmbedded.create(true).dynamoDbClient();
    }

    public URI endpoint() {
        return address.uri();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
            handler.close();
        } catch (Exception e) {
            throw new IOException("DynamoDB Local did not stop: " + e.getMessage(), e);
        }
    }
}
