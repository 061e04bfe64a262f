package io.holdfast.replay.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.input.BadInput;
import io.holdfast.replay.input.ResourceRow;
import io.holdfast.replay.run.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Authorization of requests to a deployed stack, as a server receives them. */
class AuthorizationTest {
    private static final String SECRET = "secret/of+the+caller";

    @TempDir
    private Path folder;
    private volatile String answer = "403 {}";
    private final Map<String, String> received = new HashMap<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::check);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b-1", "resort:A:2015-07-01", "A.z_0:~-"})
    void aServerThatRecomputesTheSignatureAcceptsEverySignedRequest(String id) throws IOException {
        try (Api api = new Api(Address.of(url() + "/stage?tenant=a%20b&empty"), sigV4())) {
            assertThat(api.book(attempt(id)).code()).isEqualTo(201);
            assertThat(api.define(new ResourceRow(id, 2, 7, Optional.of("OPEN")), "key", true)
                    .code()).isEqualTo(201);
            assertThat(api.resource(id).code()).isEqualTo(201);
            assertThat(api.resources(List.of(id, "other")).code()).isEqualTo(201);
        }
        assertThat(received).containsEntry("x-amz-security-token", "session");
    }

    @Test
    void aRequestWithAnotherBodyIsRejected() throws IOException {
        Authorization changed = (method, address, headers, body) -> sigV4().headers(method,
                address, headers, "{}".getBytes(StandardCharsets.UTF_8));
        try (Api api = new Api(Address.of(url()), changed)) {
            assertThat(api.book(attempt("b-1")).code()).isEqualTo(403);
        }
    }

    @Test
    void aTokenIsReadFromAnOptionTheEnvironmentOrAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "from.a-file==\n");

        assertThat(bearer("--bearer=from.an-option")).isEqualTo("Bearer from.an-option");
        assertThat(bearer("--bearer-env=TOKEN")).isEqualTo("Bearer from.the-environment");
        assertThat(bearer("--bearer-file=" + file)).isEqualTo("Bearer from.a-file==");
    }

    @Test
    void anInvalidTokenIsRejectedAndNotPrinted() {
        assertThatThrownBy(() -> bearer("--bearer-env=NOTHING")).isInstanceOf(BadInput.class)
                .hasMessageContaining("the token is empty");
        assertThatThrownBy(() -> bearer("--bearer=se cret")).isInstanceOf(BadInput.class)
                .hasMessageNotContaining("cret");
        assertThatThrownBy(() -> bearer("--bearer-file=" + folder.resolve("none")))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> bearer("--bearer=a", "--bearer-env=TOKEN"))
                .hasMessageContaining("only one of");
        assertThatThrownBy(() -> options("--bearer=a").authorization(
                Address.of("http://stack.example"), Map.of()))
                .hasMessageContaining("must begin with https://");
    }

    @Test
    void theRegionIsReadFromTheOptionTheUrlOrTheEnvironment() {
        String stack = "https://a1b2.execute-api.eu-central-1.amazonaws.com";
        assertThat(region(stack, Map.of("AWS_REGION", "us-east-1"))).isEqualTo("eu-central-1");
        assertThat(region(stack, Map.of(), "--aws-sigv4=eu-west-1")).isEqualTo("eu-west-1");
        assertThat(region("https://own.example", Map.of("AWS_REGION", "us-east-1")))
                .isEqualTo("us-east-1");
        assertThatThrownBy(() -> region("https://own.example", Map.of()))
                .hasMessageContaining("--aws-sigv4 needs a region");
    }

    @Test
    void anAnswerOfAProxyIsNoVerdict() throws IOException {
        answer = "502 <html>Bad Gateway</html>";
        try (Api api = new Api(Address.of(url()), Authorization.NONE)) {
            Exchange exchange = new Exchange(attempt("b-1"), api.book(attempt("b-1")),
                    Clock.systemUTC().instant(), 1);
            assertThat(exchange.label()).isEqualTo("STATUS 502");
            assertThat(exchange.decided()).isFalse();
        }
    }

    private void check(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getRequestHeaders().forEach(
                (name, values) -> received.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        boolean accepted = new SignatureCheck(SECRET).accepts(exchange.getRequestMethod(),
                exchange.getRequestURI(), received, body);
        String[] reply = (accepted ? "201 {}" : answer).split(" ", 2);
        byte[] bytes = reply[1].getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(reply[0]), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static SigV4 sigV4() {
        return new SigV4("eu-central-1", "execute-api",
                () -> AwsSessionCredentialsIdentity.create("AKID", SECRET, "session"),
                Clock.tick(Clock.systemUTC(), Duration.ofSeconds(1)));
    }

    private static Attempt attempt(String id) {
        return new Attempt(id, 2, Optional.empty(), List.of(new Attempt.Line("room-12", 1)),
                Optional.of("f\u00fcr Anna"));
    }

    private static AuthorizationOptions options(String... arguments) {
        AuthorizationOptions options = new AuthorizationOptions();
        new CommandLine(new Plain()).addMixin("authorization", options)
                .parseArgs(arguments);
        return options;
    }

    private static String bearer(String... arguments) throws IOException {
        return options(arguments)
                .authorization(Address.of("https://stack.example"),
                        Map.of("TOKEN", "from.the-environment"))
                .headers("GET", URI.create("https://stack.example/resources/r"), Map.of(),
                        new byte[0])
                .getOrDefault("Authorization", "");
    }

    private static String region(String url, Map<String, String> environment, String... option) {
        System.setProperty("aws.accessKeyId", "AKID");
        System.setProperty("aws.secretAccessKey", SECRET);
        try {
            return ((SigV4) options(option.length == 0 ? "--aws-sigv4" : option[0])
                    .authorization(Address.of(url), environment)).region();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    /** A command without options of its own. */
    @CommandLine.Command
    private static final class Plain {}
}
