package io.holdfast.local.board;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The files of the page. It needs nothing from any other place, and is allowed nothing else. */
final class Page {
    /**
     * Scripts and styles of this origin only, no frame around it, no form that leaves it.
     *
     * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
     */
    static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
    private static final int OK = 200;
    private static final int NO_BODY = -1;
    private static final Map<String, String> FILES = Map.of("/", "board.html",
            "/board/board.css", "board.css", "/board/board.js", "board.js", "/board/calls.js",
            "calls.js", "/board/race.js", "race.js", "/board/view.js", "view.js", "/board/icon.svg",
            "icon.svg");
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg",
            "image/svg+xml");

    private Page() {}

    static boolean has(String path) {
        return FILES.containsKey(path);
    }

    static void send(HttpExchange exchange, String path) throws IOException {
        String file = Objects.requireNonNull(FILES.get(path));
        byte[] bytes = read(file);
        protect(exchange);
        exchange.getResponseHeaders().set("content-type",
                Objects.requireNonNull(TYPES.get(file.substring(file.indexOf('.') + 1))));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(OK, head ? NO_BODY : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Headers of everything that the board answers. */
    static void protect(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("content-security-policy", POLICY);
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        headers.set("cross-origin-opener-policy", "same-origin");
        headers.set("cross-origin-resource-policy", "same-origin");
        headers.set("cache-control", "no-store");
    }

    private static byte[] read(String file) {
        try (InputStream stream = Page.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(stream, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
