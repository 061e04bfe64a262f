package io.holdfast.local.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A page that does not read must not keep its place, of which there are few. */
class SubscriberTest {
    private static final int PATIENCE_SECONDS = 60;
    /** More than the buffers of a connection hold. */
    private static final String LARGE = Subscriber.message(1, "large", "x".repeat(1 << 25));
    /** More than come before the large message. */
    private static final int BEGUN = 4096;

    private final Subscriber subscriber = new Subscriber();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    @Test
    void aPageThatReadsNothingIsCutOffAndItsWriteEnds() throws Exception {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                writing.countDown();
                subscriber.write(exchange);
            } finally {
                gone.countDown();
            }
        });
        server.start();
        try (Socket page = new Socket(server.getAddress().getAddress(),
                server.getAddress().getPort())) {
            ask(page);
            assertThat(writing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            subscriber.send(LARGE);
            assertThat(page.getInputStream().readNBytes(BEGUN)).hasSize(BEGUN);
            for (int i = 0; i < 2 * Subscriber.MOST_QUEUED; i++) {
                subscriber.send(LARGE);
            }

            assertThat(gone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.stop(0);
        }
    }

    private static void ask(Socket page) throws IOException {
        page.getOutputStream().write(
                "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
