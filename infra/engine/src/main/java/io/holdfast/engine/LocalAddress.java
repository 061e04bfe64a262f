package io.holdfast.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a server of this machine listens: one port, on one or several addresses. A server without
 * authorization must not be reachable from another machine unless its user asks for that.
 *
 * @param host the host in a client's URL
 * @param sockets the addresses, all of them with the same port; none is bound yet
 */
public record LocalAddress(String host, List<InetSocketAddress> sockets) {
    /** Both loopback addresses: a client's {@code localhost} may be either. */
    public static final String LOOPBACK = "localhost";
    /** Ports that are tried until one is free on every address. */
    private static final int MOST_PORTS = 50;

    public LocalAddress {
        sockets = List.copyOf(sockets);
    }

    /**
     * Checks that a server can listen there, so that a busy port is reported at once, by its
     * number.
     *
     * @param host {@link #LOOPBACK}, or a name or an address of this machine
     * @param port 0 takes a free one
     * @throws IOException if the port is busy, or the host is not an address of this machine
     */
    public static LocalAddress choose(String host, int port) throws IOException {
        List<InetAddress> addresses = host.equals(LOOPBACK) ? loopback() : List.of(named(host));
        if (port != 0) {
            return new LocalAddress(client(addresses), probe(addresses, port));
        }
        for (int ports = 1;; ports++) {
            try {
                return new LocalAddress(client(addresses), probe(addresses, 0));
            } catch (IOException e) {
                if (ports == MOST_PORTS) {
                    throw e;
                }
            }
        }
    }

    public int port() {
        return sockets.getFirst().getPort();
    }

    /** The URL for a client on this machine. */
    public URI uri() {
        return URI.create("http://" + host + ":" + port());
    }

    private static List<InetSocketAddress> probe(List<InetAddress> addresses, int port)
            throws IOException {
        List<InetSocketAddress> sockets = new ArrayList<>();
        int same = port;
        for (InetAddress address : addresses) {
            try (ServerSocket probe = new ServerSocket(same, 1, address)) {
                same = probe.getLocalPort();
                sockets.add(new InetSocketAddress(address, same));
            } catch (IOException e) {
                throw refused(address, same, e);
            }
        }
        return sockets;
    }

    private static IOException refused(InetAddress address, int port, IOException why) {
        String reason = String.valueOf(why.getMessage());
        return why instanceof BindException && reason.contains("in use")
                ? new IOException("port " + port + " is busy", why)
                : new IOException("cannot listen on " + address.getHostAddress() + " port " + port
                        + ": " + reason, why);
    }

    private static InetAddress named(String host) throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("no address is known for the host " + host, e);
        }
    }

    // A machine without IPv6 has no ::1, so no client there uses it.
    private static List<InetAddress> loopback() throws IOException {
        InetAddress four = InetAddress.getByAddress(LOOPBACK, new byte[]{127, 0, 0, 1});
        InetAddress six = InetAddress.getByAddress(LOOPBACK,
                new byte[]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        try (ServerSocket probe = new ServerSocket(0, 1, six)) {
            return probe.isBound() ? List.of(four, six) : List.of(four);
        } catch (IOException e) {
            return List.of(four);
        }
    }

    private static String client(List<InetAddress> addresses) {
        InetAddress address = addresses.getFirst();
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return LOOPBACK;
        }
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
