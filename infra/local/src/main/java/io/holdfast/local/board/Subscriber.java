package io.holdfast.local.board;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A page that receives events, on the thread of its request.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *      events</a>
 */
final class Subscriber {
    /** Messages that a slow page may lag behind; then it is cut off, and starts with a snapshot. */
    static final int MOST_QUEUED = 256;
    /** A comment is sent after so long without a message, which finds a page that is gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final String END = "";

    private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(MOST_QUEUED);
    private volatile boolean ended;
    private volatile @Nullable Thread writer;

    /** A message in the form of the protocol; JSON on one line needs no escape. */
    static String message(long id, String event, String json) {
        return "id: " + id + "\nevent: " + event + "\ndata: " + json + "\n\n";
    }

    /** Queues a message; a page that does not keep up is cut off. */
    void send(String message) {
        if (!ended && !messages.offer(message)) {
            end();
            cutOff();
        }
    }

    /** Ends a write that waits for a page which reads nothing: an interrupt closes its channel. */
    private void cutOff() {
        Thread waiting = writer;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    void end() {
        ended = true;
        messages.clear();
        messages.offer(END);
    }

    /** Writes messages until the page goes, or is cut off. */
    void write(HttpExchange exchange) throws IOException {
        writer = Thread.currentThread();
        try (OutputStream stream = exchange.getResponseBody()) {
            write(stream, "retry: 1000\n\n");
            while (!ended) {
                String message = messages.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                write(stream, message == null ? ":\n\n" : message);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            writer = null;
        }
    }

    private static void write(OutputStream stream, String text) throws IOException {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
