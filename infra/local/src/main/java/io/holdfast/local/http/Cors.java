package io.holdfast.local.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets pages of this machine, and of this service, call it from a browser, as an HTTP API does: the
 * gateway answers a preflight itself, and names the page's origin in every other reply. On AWS the
 * stack's parameter AllowedOrigins lists those pages.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, HTTP CORS protocol</a>
 */
final class Cors {
    private static final Pattern LOCAL = Pattern
            .compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");
    private static final String METHODS = "GET,HEAD,PUT,POST";
    private static final String REQUEST_HEADERS = "authorization,content-type,idempotency-key,"
            + "if-match,if-none-match,x-amz-content-sha256,x-amz-date,x-amz-security-token";
    private static final String REPLY_HEADERS = "link,retry-after,x-request-id";
    private static final String MAX_AGE_SECONDS = "600";

    private Cors() {}

    /** Whether the request is a preflight; a route never sees one. */
    static boolean isPreflight(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("OPTIONS")
                && exchange.getRequestHeaders().containsKey("access-control-request-method");
    }

    /**
     * Whether the request comes from a page of another machine. A browser sends a POST without a
     * body of any type without a preflight, and only hides the reply from the page. So the gateway
     * must reject such a request: a service without authorization has no other protection.
     *
     * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Fetch, Origin header</a>
     */
    static boolean isFromElsewhere(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("origin", List.of()).stream()
                .anyMatch(origin -> !isAllowed(exchange, origin));
    }

    // With --host, the board's own page has the origin under which it was called; see Hosts.
    private static boolean isAllowed(HttpExchange exchange, String origin) {
        return LOCAL.matcher(origin).matches()
                || origin.equals("http://" + exchange.getRequestHeaders().getFirst("host"));
    }

    /** Adds the headers for the calling page, if it is one of this machine. */
    static void allow(HttpExchange exchange) {
        Headers reply = exchange.getResponseHeaders();
        // A cache must not give one page a reply that allows another.
        reply.add("vary", "Origin");
        Optional<String> origin = Optional
                .ofNullable(exchange.getRequestHeaders().getFirst("origin"))
                .filter(each -> isAllowed(exchange, each));
        if (origin.isEmpty()) {
            return;
        }
        reply.set("access-control-allow-origin", origin.get());
        if (isPreflight(exchange)) {
            reply.set("access-control-allow-methods", METHODS);
            reply.set("access-control-allow-headers", REQUEST_HEADERS);
            reply.set("access-control-max-age", MAX_AGE_SECONDS);
        } else {
            reply.set("access-control-expose-headers", REPLY_HEADERS);
        }
    }
}
