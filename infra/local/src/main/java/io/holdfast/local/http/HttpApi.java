package io.holdfast.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.engine.LocalAddress;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.local.invocation.LocalFunction;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Does on one machine what API Gateway's HTTP API does: matches the route, turns the request into
 * an event of payload format 2.0, invokes the function, and turns its reply into a response. Each
 * request has a thread of its own, so invocations overlap as they do on AWS.
 */
public final class HttpApi implements AutoCloseable {
    /** Bytes of a request body, beyond which API Gateway itself answers 413. */
    private static final int GATEWAY_BODY_BYTES = 10 * 1024 * 1024;
    private static final int BACKLOG = 1024;
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    static {
        // Without it, a reply waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final LocalAddress address;
    private final Hosts hosts;
    private final List<HttpServer> servers = new ArrayList<>();

    private HttpApi(LocalAddress address) {
        this.address = address;
        hosts = Hosts.of(address);
    }

    /** Takes the port; the API answers from {@link #serve} on. */
    public static HttpApi bind(LocalAddress address) throws IOException {
        HttpApi api = new HttpApi(address);
        try {
            for (InetSocketAddress socket : address.sockets()) {
                api.servers.add(HttpServer.create(socket, BACKLOG));
            }
            return api;
        } catch (IOException e) {
            api.close();
            throw new IOException("port " + address.port() + " is busy", e);
        }
    }

    /** Serves the API alone. */
    public void serve(Wiring wiring) {
        serve(wiring, Site.NONE);
    }

    /** Serves the API, and beside it a site. */
    public void serve(Wiring wiring, Site site) {
        List<Mount> mounts = new ArrayList<>();
        for (Route route : Route.values()) {
            mounts.add(new Mount(route, new PathTemplate(route.path()),
                    new LocalFunction(route.name(), site.around(route.handler(wiring)))));
        }
        for (HttpServer server : servers) {
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> handle(exchange, mounts, site));
            server.start();
        }
    }

    public URI address() {
        return address.uri();
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }

    /** A route with the function behind it. */
    private record Mount(Route route, PathTemplate path, LocalFunction function) {}

    private void handle(HttpExchange exchange, List<Mount> mounts, Site site)
            throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(GATEWAY_BODY_BYTES + 1);
            if (!hosts.areCalledBy(exchange)) {
                ApiReply.message(FORBIDDEN, "Call localhost, an address, or the name of --host")
                        .send(exchange);
                return;
            }
            Cors.allow(exchange);
            boolean served = body.length <= GATEWAY_BODY_BYTES && !Cors.isFromElsewhere(exchange)
                    && !Cors.isPreflight(exchange) && site.serve(exchange, body);
            if (!served) {
                answer(exchange, mounts, body).send(exchange);
            }
        } catch (RuntimeException e) {
            System.err.println("holdfast-local: " + e);
            throw e;
        }
    }

    private static ApiReply answer(HttpExchange exchange, List<Mount> mounts, byte[] body)
            throws IOException {
        if (Cors.isFromElsewhere(exchange)) {
            return ApiReply.message(FORBIDDEN, "Only pages of this machine may call");
        }
        if (body.length > GATEWAY_BODY_BYTES) {
            return ApiReply.message(TOO_LARGE, "Request Entity Too Large");
        }
        if (Cors.isPreflight(exchange)) {
            return new ApiReply(NO_CONTENT, Map.of(), "");
        }
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        if (READING.contains(method) && path.equals("/openapi.yaml")) {
            return openApi();
        }
        Optional<Mount> mount = mounts.stream()
                .filter(each -> each.route().methods().contains(method))
                .filter(each -> each.path().match(path).isPresent()).findFirst();
        return mount.isPresent()
                ? invoke(exchange, mount.get(), path, body)
                : ApiReply.message(NOT_FOUND, "Not Found");
    }

    private static ApiReply invoke(HttpExchange exchange, Mount mount, String path, byte[] body)
            throws IOException {
        byte[] event = ApiEvent.write(exchange, mount.route(),
                mount.path().match(path).orElseThrow(), body);
        return ApiReply.read(mount.function().invoke(event));
    }

    private static ApiReply openApi() throws IOException {
        try (InputStream document = HttpApi.class.getResourceAsStream("/openapi.yaml")) {
            return document == null
                    ? ApiReply.message(SERVER_ERROR, "no openapi.yaml in this build")
                    : new ApiReply(OK, Map.of("content-type", "application/yaml"),
                            new String(document.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
