package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * The client sends a request once, all the way down. Below the SDK's retries, which are off, the
 * JDK's HTTP client may quietly repeat a POST on a kept-alive connection that breaks
 * ({@code sun.net.http.retryPost}); counted here on a bare socket.
 */
class SentOnceTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0"
            + "\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}";
    private static final String ERROR = "HTTP/1.1 500 Internal Server Error\r\nContent-Type: "
            + "application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n{}";

    private BareServer server;
    private DynamoDbClient client;

    @BeforeEach
    void listen() throws IOException {
        server = new BareServer();
        client = StoreClient.local(server.endpoint(), StoreClient.http());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aBrokenKeptAliveConnectionDoesNotRepeatTheWrite() {
        server.answerWith(OK);
        write();

        assertThatThrownBy(this::write).isInstanceOf(SdkClientException.class);

        assertThat(server.received()).hasValue(2);
    }

    @Test
    void aServerErrorDoesNotRepeatTheWrite() {
        server.answerWith(ERROR);

        assertThatThrownBy(this::write).isInstanceOf(DynamoDbException.class);

        assertThat(server.received()).hasValue(1);
    }

    /** The control: on the same socket, the JDK's client on its own does send it again. */
    @Test
    void aPostThatIsNotStreamedWouldBeRepeated() throws IOException {
        server.answerWith(OK);
        post();

        assertThatThrownBy(this::post).isInstanceOf(IOException.class);

        assertThat(server.received()).hasValueGreaterThan(2);
    }

    private void post() throws IOException {
        URLConnection connection = server.endpoint().toURL().openConnection();
        connection.setDoOutput(true);
        connection.getOutputStream().write('x');
        try (InputStream answer = connection.getInputStream()) {
            answer.readAllBytes();
        }
    }

    private void write() {
        client.putItem(PutItemRequest.builder().tableName("table").item(Map.of()).build());
    }
}
