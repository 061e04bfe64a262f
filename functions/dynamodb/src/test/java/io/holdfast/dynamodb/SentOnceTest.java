package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The client sends a request once, all the way down. Below the SDK's retries, which are off, the
 * JDK's HTTP client may quietly repeat a POST on a kept-alive connection that breaks
 * ({@code sun.net.http.retryPost}); counted here on a bare socket.
 */
class SentOnceTest {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0"
            + "\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}";
    private static final String ERROR = "HTTP/1.1 500 Internal Server Error\r\nContent-Type: "
            + "application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n{}";

    private final AtomicInteger received = new AtomicInteger();
    private ServerSocket server;
    private DynamoDbClient client;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        client = StoreClient.local(URI.create("http://localhost:" + server.getLocalPort()),
                StoreClient.http());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aBrokenKeptAliveConnectionDoesNotRepeatTheWrite() {
        answerWith(OK);
        write();

        assertThatThrownBy(this::write).isInstanceOf(SdkClientException.class);

        assertThat(received).hasValue(2);
    }

    @Test
    void aServerErrorDoesNotRepeatTheWrite() {
        answerWith(ERROR);

        assertThatThrownBy(this::write).isInstanceOf(DynamoDbException.class);

        assertThat(received).hasValue(1);
    }

    /** The control: on the same socket, the JDK's client on its own does send it again. */
    @Test
    void aPostThatIsNotStreamedWouldBeRepeated() throws IOException {
        answerWith(OK);
        post();

        assertThatThrownBy(this::post).isInstanceOf(IOException.class);

        assertThat(received).hasValueGreaterThan(2);
    }

    private void post() throws IOException {
        URLConnection connection = URI.create("http://localhost:" + server.getLocalPort()).toURL()
                .openConnection();
        connection.setDoOutput(true);
        connection.getOutputStream().write('x');
        try (InputStream answer = connection.getInputStream()) {
            answer.readAllBytes();
        }
    }

    private void write() {
        client.transactWriteItems(TransactWriteItemsRequest.builder().build());
    }

    /** Answers the requests in turn; at the first one too many it breaks the connection. */
    private void answerWith(String... answers) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    serve(socket, answers);
                } catch (IOException e) {
                    // The client went away or the test is over.
                }
            }
        });
    }

    private void serve(Socket socket, String... answers) throws IOException {
        InputStream input = new BufferedInputStream(socket.getInputStream());
        OutputStream output = socket.getOutputStream();
        while (readRequest(input)) {
            int number = received.getAndIncrement();
            if (number >= answers.length) {
                return;
            }
            output.write(answers[number].getBytes(StandardCharsets.US_ASCII));
            output.flush();
        }
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
}
