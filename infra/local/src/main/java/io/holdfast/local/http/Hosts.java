package io.holdfast.local.http;

import com.sun.net.httpserver.HttpExchange;
import io.holdfast.engine.LocalAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names and addresses by which the service may be called. A page of another machine can make a
 * name of its own mean this machine (DNS rebinding). Then its requests have that page's own origin,
 * and only their header Host tells them from others. A name that was not chosen here may be such a
 * name; an address cannot.
 *
 * @param names in lower case: {@code localhost}, and the one of {@code --host}
 * @param addresses that the server listens on, beside loopback; one of them may be every address
 * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Fetch, Origin header</a>
 */
record Hosts(Set<String> names, Set<InetAddress> addresses) {
    private static final Pattern HOST = Pattern
            .compile("(?:\\[([0-9a-f:.]+)]|([^:\\[\\]]+))(?::[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*|[0-9.]+");

    Hosts {
        names = Set.copyOf(names);
        addresses = Set.copyOf(addresses);
    }

    static Hosts of(LocalAddress address) {
        Set<String> names = new HashSet<>(Set.of(LocalAddress.LOOPBACK));
        Set<InetAddress> addresses = new HashSet<>();
        for (InetSocketAddress socket : address.sockets()) {
            // Without a look-up: as the host was given.
            names.add(socket.getHostString().toLowerCase(Locale.ROOT));
            addresses.add(socket.getAddress());
        }
        return new Hosts(names, addresses);
    }

    /** Whether the caller meant this service. A caller that names no host is no browser. */
    boolean areCalledBy(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("host", List.of()).stream()
                .allMatch(this::has);
    }

    /** @param host as in the header Host, with or without a port */
    boolean has(String host) {
        Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return names.contains(name) || (ADDRESS.matcher(name).matches() && hasAddress(name));
    }

    private boolean hasAddress(String literal) {
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            return address.isLoopbackAddress() || addresses.contains(address)
                    || addresses.stream().anyMatch(InetAddress::isAnyLocalAddress);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
