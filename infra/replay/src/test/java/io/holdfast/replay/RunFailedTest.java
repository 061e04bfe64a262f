package io.holdfast.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors after the first attempt was sent: the tool must not say that nothing was booked. */
class RunFailedTest {
    private static final String BOOKED = "{\"outcome\":\"COMMITTED\"}";
    private static final String RESOURCE = "{\"capacity\":2,\"confirmed\":2}";

    @TempDir
    private Path folder;
    private final AtomicInteger bookings = new AtomicInteger();
    /** The number of the booking during which the credentials expire. */
    private OptionalInt lastWithCredentials = OptionalInt.empty();
    private HttpServer server;
    private String attempts = "";

    @BeforeEach
    void listen() throws IOException {
        attempts = Files.writeString(folder.resolve("a.csv"),
                "booking_id,resource,units\na,r,1\nb,r,1\n").toString();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        removeTheCredentials();
    }

    @Test
    void aFileThatCannotBeWrittenDoesNotLoseTheAudit() {
        String said = replay("--verdicts", "/dev/full");

        assertThat(said).contains("2 units booked by committed bookings", "all true")
                .containsPattern("\nreplay: after attempts were sent: [^\n]*\nexit 1\n$");
    }

    @Test
    void credentialsThatExpireAfterTheFirstBookingAreNoBadInput() {
        System.setProperty("aws.accessKeyId", "AKID");
        System.setProperty("aws.secretAccessKey", "secret");
        lastWithCredentials = OptionalInt.of(1);

        String said = replay("--aws-sigv4=eu-central-1");

        assertThat(bookings).hasValue(1);
        assertThat(said).containsPattern(
                "\nreplay: after attempts were sent: --aws-sigv4 found no AWS [^\n]*\nexit 1\n$");
    }

    private String replay(String... more) {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(new String[]{"run", attempts, "--connections", "1", "--url",
                "http://localhost:" + server.getAddress().getPort()}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return ReplayTest.replay(arguments);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean booking = exchange.getRequestMethod().equals("PUT");
        if (booking && OptionalInt.of(bookings.incrementAndGet()).equals(lastWithCredentials)) {
            removeTheCredentials();
        }
        byte[] bytes = (booking ? BOOKED : RESOURCE).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void removeTheCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }
}
