package io.holdfast.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.Wiring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * What API Gateway's HTTP API does, on one machine: matches the route, turns the request into an
 * event of payload format 2.0, invokes the handler, and turns its reply into a response. Each
 * request has a thread of its own, so invocations overlap as they do on AWS.
 */
final class HttpApi implements AutoCloseable {
    /** Bytes of a request body; beyond it API Gateway answers 413 itself. */
    private static final int GATEWAY_BODY_BYTES = 10 * 1024 * 1024;
    private static final int BACKLOG = 1024;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    static {
        // Without it a reply waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;

    private HttpApi(HttpServer server) {
        this.server = server;
    }

    static HttpApi bind(int port) throws IOException {
        try {
            return new HttpApi(HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG));
        } catch (IOException e) {
            throw new IOException("port " + port + " is busy", e);
        }
    }

    void serve(Wiring wiring) {
        List<Mount> mounts = new ArrayList<>();
        for (Route route : Route.values()) {
            mounts.add(new Mount(route, new PathTemplate(route.path()), route.handler(wiring)));
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> handle(exchange, mounts));
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A route with the handler behind it. */
    private record Mount(Route route, PathTemplate path, RequestStreamHandler handler) {}

    private static void handle(HttpExchange exchange, List<Mount> mounts) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(GATEWAY_BODY_BYTES + 1);
            if (body.length > GATEWAY_BODY_BYTES) {
                send(exchange, TOO_LARGE, "{\"message\":\"Request Entity Too Large\"}");
                return;
            }
            String path = exchange.getRequestURI().getRawPath();
            if (exchange.getRequestMethod().equals("GET") && path.equals("/openapi.yaml")) {
                sendOpenApi(exchange);
                return;
            }
            Optional<Mount> mount = mounts.stream()
                    .filter(each -> each.route().method().equals(exchange.getRequestMethod()))
                    .filter(each -> each.path().match(path).isPresent()).findFirst();
            if (mount.isPresent()) {
                invoke(exchange, mount.get(), path, body);
            } else {
                send(exchange, NOT_FOUND, "{\"message\":\"Not Found\"}");
            }
        } catch (RuntimeException e) {
            System.err.println("holdfast-local: " + e);
            throw e;
        }
    }

    private static void invoke(HttpExchange exchange, Mount mount, String path, byte[] body)
            throws IOException {
        byte[] event = ApiEvent.write(exchange, mount.route(),
                mount.path().match(path).orElseThrow(), body);
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        mount.handler().handleRequest(new ByteArrayInputStream(event), reply,
                new LocalContext(mount.route().name()));
        ApiReply.read(reply.toByteArray()).send(exchange);
    }

    private static void sendOpenApi(HttpExchange exchange) throws IOException {
        try (InputStream document = HttpApi.class.getResourceAsStream("/openapi.yaml")) {
            if (document == null) {
                send(exchange, SERVER_ERROR, "{\"message\":\"no openapi.yaml in this build\"}");
                return;
            }
            byte[] bytes = document.readAllBytes();
            exchange.getResponseHeaders().set("content-type", "application/yaml");
            exchange.sendResponseHeaders(OK, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void send(HttpExchange exchange, int status, String json)
            throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
