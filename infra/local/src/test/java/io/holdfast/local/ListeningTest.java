package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.LocalAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The local service has no authorization, so no other machine may reach any part of it. */
class ListeningTest {
    private static final int ANSWER_MILLIS = 5_000;
    /** The state of a listening socket in Linux's tables. */
    private static final String LISTEN = "0A";
    /** As Linux prints 127.0.0.1, the same address on an IPv6 socket, and ::1. */
    private static final List<String> LOOPBACK = List.of("0100007F",
            "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    @Test
    void everyServerListensOnBothLoopbackAddressesAndOnNoOther() throws IOException {
        for (URI server : servers(Service.running())) {
            for (InetSocketAddress socket : LocalAddress.choose(LocalAddress.LOOPBACK, 0)
                    .sockets()) {
                assertThat(reachable(socket.getAddress(), server)).as(server + " on " + socket)
                        .isTrue();
            }
            for (InetAddress address : otherAddresses()) {
                assertThat(reachable(address, server)).as(server + " on " + address).isFalse();
            }
            assertThat(listening(server.getPort())).as("sockets of " + server)
                    .isSubsetOf(LOOPBACK);
        }
    }

    @Test
    void everyServerListensWhereTheHostOptionSays() throws IOException {
        try (LocalService service = LocalService.start(new Settings("0.0.0.0", 0, 0, 0,
                Optional.empty(), Settings.VISIBILITY, entries -> Set.of()))) {
            for (URI server : servers(service)) {
                for (InetAddress address : otherAddresses()) {
                    assertThat(reachable(address, server)).as(server + " on " + address)
                            .isTrue();
                }
                assertThat(server.getHost()).isEqualTo("localhost");
            }
        }
    }

    @Test
    void aPortThatIsBusyOnOneLoopbackAddressIsBusy() throws IOException {
        for (InetSocketAddress socket : LocalAddress.choose(LocalAddress.LOOPBACK, 0).sockets()) {
            try (ServerSocket busy = new ServerSocket(0, 1, socket.getAddress())) {
                assertThatThrownBy(() -> LocalAddress.choose(LocalAddress.LOOPBACK,
                        busy.getLocalPort())).as(socket.toString())
                        .hasMessage("port " + busy.getLocalPort() + " is busy");
            }
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsNamed() {
        assertThatThrownBy(() -> LocalAddress.choose("192.0.2.1", 0))
                .hasMessageStartingWith("cannot listen on 192.0.2.1 port 0: ");
        assertThatThrownBy(() -> LocalAddress.choose("no such host", 0))
                .hasMessage("no address is known for the host no such host");
    }

    @Test
    void noWebPageMayReadTheTables() {
        HttpRequest request = HttpRequest.newBuilder(Service.running().dynamoDb())
                .header("origin", "https://example.com").build();

        assertThat(Service.headers(request).map()).doesNotContainKey(
                "access-control-allow-origin");
    }

    private static List<URI> servers(LocalService service) {
        return List.of(service.address(), service.dynamoDb(), service.sqs());
    }

    private static boolean reachable(InetAddress address, URI server) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, server.getPort()), ANSWER_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress()).toList();
    }

    /** Addresses as Linux prints them; none on another system. */
    private static List<String> listening(int port) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                try (Stream<String> lines = Files.lines(Path.of(table))) {
                    lines.map(line -> line.strip().split("\\s+"))
                            .filter(row -> row[3].equals(LISTEN))
                            .map(row -> row[1].split(":"))
                            .filter(local -> local[1].equals("%04X".formatted(port)))
                            .forEach(local -> addresses.add(local[0]));
                }
            }
        }
        return addresses;
    }
}
