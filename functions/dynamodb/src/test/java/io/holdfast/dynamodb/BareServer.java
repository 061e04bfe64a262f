package io.holdfast.dynamodb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket that reads requests and answers with bytes that no server would send on purpose. */
final class BareServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ServerSocket server;
    private final AtomicInteger received = new AtomicInteger();

    BareServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    /** Requests read so far, on all connections. */
    AtomicInteger received() {
        return received;
    }

    /** Answers the requests in turn, whatever their connection; at the first one too many it hangs up. */
    void answerWith(String... answers) {
        listen((input, output) -> {
            while (readRequest(input)) {
                int number = received.getAndIncrement();
                if (number >= answers.length) {
                    return;
                }
                output.write(answers[number].getBytes(StandardCharsets.US_ASCII));
                output.flush();
            }
        });
    }

    /** Reads one request of each connection, writes these bytes, and hangs up. */
    void writeAndHangUp(Supplier<byte[]> bytes) {
        listen((input, output) -> {
            if (readRequest(input)) {
                received.getAndIncrement();
                output.write(bytes.get());
                output.flush();
            }
        });
    }

    private void listen(Conversation conversation) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    conversation.hold(new BufferedInputStream(socket.getInputStream()),
                            socket.getOutputStream());
                } catch (IOException e) {
                    // The client closed the connection, or the test is over.
                }
            }
        });
    }

    /** What is read from one connection and written to it. */
    @FunctionalInterface
    private interface Conversation {
        void hold(InputStream input, OutputStream output) throws IOException;
    }

    private static boolean readRequest(InputStream input) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            return false;
        }
        input.skipNBytes(Long.parseLong(length.group(1)));
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
