package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.holdfast.local.Service.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The local gateway as bytes on a socket: it treats requests and replies as API Gateway does. */
class HttpApiTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String resource = Service.fresh("edge");

    @Test
    void anIdIsDecodedOnce() {
        define();
        String encoded = resource.replace("-", "%2D");

        assertThat(status(get("/resources/" + encoded))).isEqualTo(200);
        assertThat(status(get("/resources/" + encoded.replace("%", "%25")))).isEqualTo(400);
        assertThat(get("/resources/a+b")).as("a plus is no space in a path")
                .contains("resourceId: must be 1 to 128");
        assertThat(status(get("/resources/%ff"))).isEqualTo(400);
        assertThat(status(get("/resources/a%2Fb"))).isEqualTo(400);
    }

    @Test
    void aQueryParameterIsRefusedByName() {
        assertThat(get("/resources/" + resource + "?un%69ts=1")).contains("400",
                "\"field\":\"units\"");
        assertThat(status(get("/resources/" + resource + "?"))).isEqualTo(404);
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        define();

        String head = raw("HEAD", "/resources/" + resource, "");

        assertThat(status(head)).isEqualTo(200);
        assertThat(head.toLowerCase(Locale.ROOT)).contains("content-type: application/json",
                "x-request-id: ").endsWith("\r\n\r\n");
        assertThat(status(raw("HEAD", "/bookings/none-of-them", ""))).isEqualTo(404);
        assertThat(status(raw("HEAD", "/bookings/x/confirm", ""))).isEqualTo(404);
    }

    @Test
    void aReplyEndsWithANewline() {
        for (String path : List.of("/resources/" + resource, "/nowhere", "/openapi.yaml",
                "/problems")) {
            assertThat(get(path)).as(path).endsWith("\n").doesNotEndWith("\n\n");
        }
    }

    @Test
    void theHelpOfAProblemIsThere() throws IOException {
        String path = "/bookings/" + resource + "/confirm";
        String refused = raw("POST", path, "");
        String link = refused.lines().filter(line -> line.toLowerCase(Locale.ROOT)
                .startsWith("link: ")).findFirst().orElseThrow();
        URI help = Service.address().resolve(path)
                .resolve(link.substring(link.indexOf('<') + 1, link.indexOf('>')));

        String page = get(help.getPath());

        assertThat(link).endsWith("rel=\"help\"");
        assertThat(help.getFragment()).isEqualTo("booking-not-found");
        assertThat(page).contains("### " + help.getFragment() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "https://localhost", "http://127.0.0.1:3000",
            "http://[::1]:3000"})
    void aPageOfThisMachineMayCall(String origin) {
        String preflight = raw("OPTIONS", "/bookings/b-1", "origin: " + origin
                + "\r\naccess-control-request-method: PUT\r\naccess-control-request-headers: "
                + "content-type,idempotency-key\r\n").toLowerCase(Locale.ROOT);
        String reply = raw("GET", "/resources/" + resource, "origin: " + origin + "\r\n")
                .toLowerCase(Locale.ROOT);

        assertThat(status(preflight)).isEqualTo(204);
        assertThat(preflight).contains("access-control-allow-origin: " + origin + "\r\n", "put",
                "idempotency-key", "vary: origin");
        assertThat(reply).contains("access-control-allow-origin: " + origin + "\r\n",
                "access-control-expose-headers: link,retry-after,x-request-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "http://localhost.example.com", "null",
            "http://localhost:80x", "http://127.0.0.1.example.com", "http://notlocalhost"})
    void aPageFromElsewhereMayNot(String origin) {
        String preflight = raw("OPTIONS", "/bookings/b-1",
                "origin: " + origin + "\r\naccess-control-request-method: PUT\r\n");
        String reply = raw("GET", "/resources/" + resource, "origin: " + origin + "\r\n");

        assertThat((preflight + reply).toLowerCase(Locale.ROOT))
                .doesNotContain("access-control-allow");
        assertThat(List.of(status(preflight), status(reply))).containsExactly(403, 403);
    }

    /** A browser sends a form without a preflight; it only hides the reply. */
    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "null", ""})
    void aRequestWithoutAPreflightFromAPageElsewhereIsNotCarriedOut(String origin) {
        define();
        String booking = Service.fresh("held");
        Service.send("PUT", "/bookings/" + booking,
                "{\"resourceId\":\"" + resource + "\",\"units\":2,\"holdFor\":\"PT10M\"}");

        String reply = raw("POST", "/bookings/" + booking + "/release",
                "origin: " + origin + "\r\ncontent-type: text/plain\r\n");

        assertThat(status(reply)).isEqualTo(403);
        assertThat(get("/resources/" + resource)).contains("\"held\":2");
    }

    /** The service accepts exactly the numbers that are integers for JSON Schema, within limits. */
    @Test
    void unitsAreWhatJsonSchemaCallsAnInteger() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema("{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000000}");
        for (String number : List.of("1", "1.0", "1e0", "10e-1", "1.5", "15e-1", "150e-1", "1E3",
                "1e6", "1000000.0", "1000000.5", "1.000001e6", "0.0", "-1.0", "0.1e1", "1e-1",
                "0e0", "1.0000000000000000000001", "1000000000000000000000e-21", "1e18")) {
            JsonNode exact = MAPPER.reader().with(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(number);
            Reply reply = Service.send("PUT", "/bookings/" + Service.fresh("number"),
                    "{\"resourceId\":\"none\",\"units\":" + number + "}");

            assertThat(reply.status() != 400).as(number)
                    .isEqualTo(schema.validate(exact).isEmpty());
        }
    }

    private void define() {
        Service.send("PUT", "/resources/" + resource, "{\"capacity\":5}");
    }

    private static String get(String path) {
        return raw("GET", path, "");
    }

    private static int status(String reply) {
        return Integer.parseInt(reply.split(" ", 3)[1]);
    }

    private static String raw(String method, String path, String headers) {
        URI address = Service.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write((method + " " + path + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
                    + headers + "content-length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
