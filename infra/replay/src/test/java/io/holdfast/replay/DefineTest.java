package io.holdfast.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.local.LocalService;
import io.holdfast.local.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code infra/holdfast define}: a file of resources, against the real local service. */
class DefineTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static LocalService service;

    private final String name = "d" + UUID.randomUUID();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        service = LocalService.start(Settings.anywhere(entries -> Set.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void aSecondRunChangesNothingAndAChangedFileIsPutIntoEffect() throws Exception {
        String five = name + ",5\n" + name + "-b,2\n";
        assertThat(define(five))
                .contains("2 resources: 2 created, 0 changed, 0 unchanged, 0 failed")
                .endsWith("exit 0\n");
        String written = resource(name);

        assertThat(define(five)).contains("0 created, 0 changed, 2 unchanged, 0 failed");
        assertThat(resource(name)).as("not even its version").isEqualTo(written);

        assertThat(define(name + ",7\n" + name + "-b,2\n"))
                .contains("0 created, 1 changed, 1 unchanged, 0 failed");
        assertThat(define(five)).as("the older file again")
                .contains("0 created, 1 changed, 1 unchanged, 0 failed");
        assertThat(resource(name)).contains("\"capacity\":5", "\"definitionVersion\":3");
    }

    @Test
    void aStatusIsSetWhereTheFileHasOne() throws Exception {
        Path file = file("resource,status,capacity\n" + name + ",CLOSED,5\n" + name + "-b,,5\n");
        assertThat(run(file)).contains("2 created");
        assertThat(resource(name)).contains("\"status\":\"CLOSED\"");
        assertThat(resource(name + "-b")).contains("\"status\":\"OPEN\"");

        assertThat(run(file("resource,status,capacity\n" + name + ",,5\n" + name
                + "-b,CLOSED,5\n"))).contains("1 changed, 1 unchanged");
        assertThat(resource(name)).as("left out").contains("\"status\":\"CLOSED\"");
        assertThat(resource(name + "-b")).contains("\"status\":\"CLOSED\"");
    }

    @Test
    void manyResourcesAreReadInPagesAndDefinedOnSeveralConnections() throws Exception {
        String rows = IntStream.range(0, 250).mapToObj(i -> name + ":" + i + "," + i)
                .collect(Collectors.joining("\n", "", "\n"));

        String first = define(rows, "--connections", "4");
        assertThat(first).contains("250 resources: 250 created, 0 changed, 0 unchanged, 0 failed",
                "Reading: 3 of 3", "Defining: 25 of 250", "Defining: 250 of 250");
        assertThat(define(rows)).contains("250 unchanged");
        assertThat(resource(name + ":249")).contains("\"capacity\":249");
        assertThat(first).matches("(?s).*define:[0-9a-f]{16}:LINE.*");
    }

    @Test
    void theLongestIdsFitSeveralReads() throws Exception {
        String rows = IntStream.range(0, 100)
                .mapToObj(i -> name + ":".repeat(125 - name.length()) + (100 + i) + ",1")
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(define(rows)).contains("100 created", "0 failed");
    }

    @Test
    void aCutBelowWhatIsTakenIsListedWithItsLineUnlessDrainsAreAllowed() throws Exception {
        define(name + ",5\n" + name + "-b,5\n");
        put("/bookings/" + name, "{\"resourceId\":\"" + name + "\",\"units\":4}");
        String cut = name + "-b,3\n" + name + ",3\n";

        assertThat(define(cut)).contains("1 changed, 0 unchanged, 1 failed",
                "\n  1 CAPACITY_IN_USE\n",
                "resources.csv:3: " + name + ", CAPACITY_IN_USE: " + name
                        + " has 4 units taken, of a capacity of 5")
                .endsWith("exit 1\n");
        assertThat(define(cut, "--allow-drain")).contains("1 changed, 1 unchanged, 0 failed")
                .endsWith("exit 0\n");
        assertThat(resource(name)).contains("\"available\":-1");
    }

    /** A gateway that admits four definitions, such as one whose token expires. */
    @Test
    void whatARunDidNotReachIsCaughtUpByTheNext() throws Exception {
        String rows = IntStream.range(0, 30).mapToObj(i -> name + i + ",1")
                .collect(Collectors.joining("\n", "", "\n"));
        AtomicInteger definitions = new AtomicInteger();
        try (Gateway gateway = new Gateway(exchange -> exchange.getRequestMethod().equals("PUT")
                && definitions.getAndIncrement() >= 4)) {
            assertThat(run(file("resource,capacity\n" + rows), "--url", gateway.address()))
                    .contains("4 created, 0 changed, 0 unchanged, 26 failed",
                            "\n  26 403 Forbidden\n", "\n  and 6 more\n")
                    .endsWith("exit 1\n");
        }

        assertThat(define(rows)).contains("26 created, 0 changed, 4 unchanged, 0 failed");
    }

    @Test
    void whatCannotBeReadIsNotDefined() throws Exception {
        try (Gateway gateway = new Gateway(
                exchange -> exchange.getRequestMethod().equals("GET"))) {
            assertThat(run(file("resource,capacity\n" + name + ",1\n"), "--url",
                    gateway.address())).contains("1 failed", "1 NOT READ",
                            name + ", NOT READ: 403 Forbidden")
                    .endsWith("exit 1\n");
        }
        assertThat(resource(name)).contains("RESOURCE_NOT_FOUND");
    }

    @Test
    void aServiceThatIsGoneFailsEveryRow() throws Exception {
        assertThat(run(file("resource,capacity\n" + name + ",1\n"), "--url",
                "http://localhost:1")).contains("1 failed", "NOT READ: NO REPLY")
                .endsWith("exit 1\n");
    }

    @Test
    void badInputIsReportedAndNothingIsSent() throws Exception {
        assertThat(run(file("resource,capacity,status\n" + name + ",1,\n" + name + ",2,\nx y,1,\n"
                + "z,-1,\nw,1,open\n")))
                .contains("define: ", "has 4 problems; nothing was sent",
                        "resources.csv:3: resource \"" + name + "\" is defined twice",
                        "resources.csv:4: resource \"x y\" has a character",
                        "resources.csv:5: capacity must be from 0 to 1000000000000",
                        "resources.csv:6: status must be one of [OPEN, CLOSED], not \"open\"")
                .endsWith("exit 2\n");
        assertThat(resource(name)).contains("RESOURCE_NOT_FOUND");
        assertThat(ReplayTest.replay("define", "nowhere.csv"))
                .isEqualTo("define: there is no file nowhere.csv\nexit 2\n");
        assertThat(define("a,1\n", "--connections", "513"))
                .isEqualTo("define: --connections must be from 1 to 512\nexit 2\n");
        assertThat(define("a,1\n", "--bearer", "x", "--url", "http://example.com"))
                .contains("must begin with https://").endsWith("exit 2\n");
    }

    private String define(String rows, String... options) throws IOException {
        return run(file("resource,capacity\n" + rows), options);
    }

    private static String run(Path file, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "define";
        arguments[1] = file.toString();
        // The last one of an option counts.
        boolean elsewhere = String.join(" ", options).contains("--url");
        arguments[2] = elsewhere ? "--separator=," : "--url=" + service.address();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return ReplayTest.replay(arguments);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("resources.csv"), text);
    }

    private static String resource(String id) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(
                service.address().resolve("/resources/" + id)).build(), BodyHandlers.ofString())
                .body();
    }

    private static void put(String path, String body) throws Exception {
        CLIENT.send(HttpRequest.newBuilder(service.address().resolve(path))
                .PUT(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding());
    }

    /** Passes requests on to the service, and refuses some as API Gateway does. */
    private static final class Gateway implements AutoCloseable {
        private final HttpServer server;

        /** Which requests it refuses. */
        private interface Refusal {
            boolean of(HttpExchange exchange);
        }

        Gateway(Refusal refusal) throws IOException {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    if (refusal.of(exchange)) {
                        reply(exchange, 403, "{\"message\":\"Forbidden\"}");
                    } else {
                        pass(exchange);
                    }
                }
            });
            server.start();
        }

        String address() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        private static void pass(HttpExchange exchange) throws IOException {
            HttpRequest.Builder request = HttpRequest
                    .newBuilder(service.address()
                            .resolve(URI.create(exchange.getRequestURI().toString())))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()));
            String key = exchange.getRequestHeaders().getFirst("idempotency-key");
            if (key != null) {
                request.header("idempotency-key", key);
            }
            try {
                HttpResponse<String> reply = CLIENT.send(request.build(),
                        BodyHandlers.ofString());
                reply(exchange, reply.statusCode(), reply.body());
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private static void reply(HttpExchange exchange, int status, String body)
                throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
