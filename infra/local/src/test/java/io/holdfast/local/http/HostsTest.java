package io.holdfast.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.engine.LocalAddress;
import io.holdfast.lambda.invocation.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A page of another machine may make a name of its own mean this machine; it gets nothing here. */
class HostsTest {
    private static final String FORBIDDEN = "HTTP/1.1 403 ";
    private static final String SERVED = "HTTP/1.1 200 ";

    @Test
    void aNameThatIsNotOfThisServiceIsRefusedAlsoWithThatOrigin() throws IOException {
        serving(LocalAddress.LOOPBACK, port -> {
            for (String host : List.of("page.example", "page.example:" + port,
                    "localhost.page.example", "localhost@page.example", "192.0.2.7:" + port,
                    "[2001:db8::7]:" + port, "", "localhost:x")) {
                assertThat(get(port, host, "")).as(host).startsWith(FORBIDDEN);
                assertThat(get(port, host, "origin: http://" + host + "\r\n")).as(host)
                        .startsWith(FORBIDDEN).doesNotContain("llow-origin");
            }
        });
    }

    @Test
    void theNamesAndAddressesOfThisMachineAreServed() throws IOException {
        serving(LocalAddress.LOOPBACK, port -> {
            for (String host : List.of("localhost", "LOCALHOST:" + port, "127.0.0.1:" + port,
                    "[::1]:" + port, "[0:0:0:0:0:0:0:1]")) {
                assertThat(get(port, host, "")).as(host).startsWith(SERVED);
            }
        });
    }

    @Test
    void aServiceOnEveryAddressServesAddressesAndItsOwnPageAndNoName() throws IOException {
        serving("0.0.0.0", port -> {
            String host = "192.0.2.7:" + port;
            assertThat(get(port, host, "")).startsWith(SERVED);
            assertThat(get(port, host, "origin: http://" + host + "\r\n")).startsWith(SERVED)
                    .containsIgnoringCase("access-control-allow-origin: http://" + host + "\r\n");
            for (String other : List.of("http://192.0.2.7:1", "http://192.0.2.8:" + port,
                    "https://" + host, "http://" + host + ".page.example", "null")) {
                assertThat(get(port, host, "origin: " + other + "\r\n")).as(other)
                        .startsWith(FORBIDDEN);
            }
            assertThat(get(port, "page.example:" + port, "")).startsWith(FORBIDDEN);
        });
    }

    @Test
    void theHostThatTheServiceWasStartedWithIsServedByNameAndByAddress() throws IOException {
        InetAddress named = InetAddress.getByAddress("Box.example",
                new byte[]{(byte) 192, 0, 2, 7});
        Hosts hosts = Hosts.of(
                new LocalAddress("192.0.2.7", List.of(new InetSocketAddress(named, 8080))));

        assertThat(List.of("box.example:8080", "BOX.example", "192.0.2.7:8080", "localhost"))
                .allMatch(hosts::has);
        assertThat(List.of("box.example.page.example", "example", "192.0.2.8", "0.0.0.0"))
                .noneMatch(hosts::has);
    }

    private static void serving(String host, Consumer<Integer> work) throws IOException {
        try (DynamoDbClient unused = StoreClient.local(URI.create("http://localhost:1"),
                StoreClient.http());
                HttpApi api = HttpApi.bind(LocalAddress.choose(host, 0))) {
            api.serve(Wiring.of(new DynamoDbLedger(unused, "none")));
            work.accept(api.address().getPort());
        }
    }

    private static String get(int port, String host, String headers) {
        try (Socket socket = new Socket(LocalAddress.LOOPBACK, port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(("GET /openapi.yaml HTTP/1.1\r\nhost: " + host + "\r\nconnection: close\r\n"
                    + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
