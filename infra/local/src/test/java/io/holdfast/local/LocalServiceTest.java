package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.engine.LocalAddress;
import io.holdfast.local.Service.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServiceTest {
    private final String resource = Service.fresh("resource");

    @Test
    void twoHundredAttemptsAtOnceOnFiftyUnitsCommitFifty() throws Exception {
        define(50);
        List<String> ids = IntStream.range(0, 200).mapToObj(i -> Service.fresh("b")).toList();

        List<Reply> first = bookAll(ids);
        List<Reply> again = bookAll(ids);

        assertThat(first).filteredOn(reply -> reply.status() == 201).hasSize(50);
        assertThat(first).filteredOn(reply -> reply.status() == 409).hasSize(150)
                .allMatch(reply -> !reply.body().path("reason").asText().isEmpty());
        for (int i = 0; i < ids.size(); i++) {
            assertThat(verdict(again.get(i))).isEqualTo(verdict(first.get(i)));
        }
        JsonNode after = Service.send("GET", "/resources/" + resource, "").body();
        assertThat(after.get("confirmed").intValue()).isEqualTo(50);
        assertThat(after.get("available").intValue()).isZero();
    }

    @Test
    void aBodyMayComeWithAnyContentType() {
        define(5);
        for (String type : List.of("application/x-www-form-urlencoded", "text/plain",
                "application/json; charset=utf-8")) {
            HttpRequest request = HttpRequest
                    .newBuilder(Service.address().resolve("/bookings/" + Service.fresh("b")))
                    .header("content-type", type).PUT(BodyPublishers.ofString(booking())).build();
            assertThat(Service.send(request).status()).as(type).isEqualTo(201);
        }
    }

    @Test
    void whatIsNotTextIsRefusedAndNotMangled() {
        byte[] latin = "{\"resourceId\":\"é\",\"units\":1}".getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest request = HttpRequest
                .newBuilder(Service.address().resolve("/bookings/" + Service.fresh("b")))
                .header("content-type", "application/json")
                .PUT(BodyPublishers.ofByteArray(latin)).build();

        assertThat(Service.send(request).text()).contains("body: must be UTF-8");
    }

    @Test
    void idsAreDecodedOnce() {
        assertThat(Service.send("GET", "/bookings/a%2Fb", "").status()).isEqualTo(400);
        assertThat(Service.send("GET", "/bookings/%2541", "").status()).isEqualTo(400);
        assertThat(Service.send("GET", "/bookings/%C3%A9", "").status()).isEqualTo(400);
        assertThat(Service.send("GET", "/bookings/a%3Ab", "").status()).isEqualTo(404);
    }

    @Test
    void whatIsNoRouteIsNotFound() {
        for (String path : List.of("/", "/bookings", "/bookings/", "/bookings/b/x",
                "/resources/r/resolve")) {
            assertThat(Service.send("PUT", path, "{}").status()).as(path).isEqualTo(404);
        }
        assertThat(Service.send("DELETE", "/bookings/b", "").status()).isEqualTo(404);
    }

    @Test
    void aBodyBeyondTheGatewaysLimitIsRefused() {
        assertThat(Service.send("PUT", "/bookings/b", "x".repeat(1 << 20)).status())
                .isEqualTo(413);
        assertThat(Service.send("PUT", "/bookings/b", "x".repeat(11 << 20)).status())
                .isEqualTo(413);
    }

    @Test
    void theOpenApiDocumentIsServed() {
        Reply document = Service.send("GET", "/openapi.yaml", "");

        assertThat(document.status()).isEqualTo(200);
        assertThat(document.text()).startsWith("openapi: 3.1.0");
    }

    @Test
    void aFolderKeepsTheTable(@TempDir Path folder) throws IOException {
        Optional<Path> data = Optional.of(folder.resolve("made/when/needed"));
        try (LocalService service = LocalService.start(settings(0, data))) {
            put(service.address(), "/resources/kept", "{\"capacity\":7}");
        }
        try (LocalService service = LocalService.start(settings(0, data))) {
            Reply kept = Service.send(HttpRequest
                    .newBuilder(service.address().resolve("/resources/kept")).build());
            assertThat(kept.body().get("capacity").intValue()).isEqualTo(7);
        }
    }

    @Test
    void aBusyPortIsNamed() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(busy.getLocalPort());

            List<String> options = List.of("--port=", "--dynamodb-port=", "--queue-port=");
            for (String taken : options) {
                assertThat(complaint(options.stream()
                        .map(option -> option + (option.equals(taken) ? port : "0"))
                        .toArray(String[]::new)))
                        .isEqualTo("holdfast-local: port " + port + " is busy\n");
            }
            assertThatThrownBy(
                    () -> LocalService.start(settings(busy.getLocalPort(), Optional.empty())))
                    .hasMessage("port " + port + " is busy");
        }
    }

    @Test
    void aBadOptionIsNamed(@TempDir Path folder) throws IOException {
        assertThat(complaint("--port=http")).isEqualTo(
                "holdfast-local: Invalid value for option '--port': 'http' is not an int\n");
        assertThat(complaint("--port=70000"))
                .isEqualTo("holdfast-local: --port must be from 0 to 65535, not 70000\n");
        assertThat(complaint("--colour=red")).startsWith("holdfast-local: Unknown option");
        assertThat(complaint("--visibility=0"))
                .isEqualTo("holdfast-local: --visibility must be from 1 to 43200 seconds, not 0\n");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(complaint("--port=0", "--dynamodb-port=0", "--queue-port=0",
                "--data=" + file))
                .startsWith("holdfast-local: ").contains(file.toString()).hasLineCount(1);
    }

    private static Settings settings(int dynamoDbPort, Optional<Path> data) {
        return new Settings(LocalAddress.LOOPBACK, 0, dynamoDbPort, 0, data, Settings.VISIBILITY,
                entries -> Set.of());
    }

    private static String complaint(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run(arguments)).isNotZero();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private void define(long capacity) {
        put(Service.address(), "/resources/" + resource, "{\"capacity\":" + capacity + "}");
    }

    private static void put(URI address, String path, String body) {
        assertThat(Service.send(HttpRequest.newBuilder(address.resolve(path))
                .PUT(BodyPublishers.ofString(body)).build()).status()).isEqualTo(201);
    }

    private String booking() {
        return "{\"resourceId\":\"" + resource + "\",\"units\":1}";
    }

    private List<Reply> bookAll(List<String> ids) throws Exception {
        List<Callable<Reply>> calls = ids.stream().<Callable<Reply>>map(
                id -> () -> Service.send("PUT", "/bookings/" + id, booking())).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> each : threads.invokeAll(calls)) {
                replies.add(each.get());
            }
            return replies;
        }
    }

    private static String verdict(Reply reply) {
        JsonNode body = reply.body();
        return body.path("outcome").asText() + body.path("reason").asText()
                + body.path("evidence") + body.path("decidedAt").asText();
    }
}
