package io.holdfast.local.board;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.local.http.Site;
import io.holdfast.local.race.RaceRequest;
import io.holdfast.local.race.Races;
import io.holdfast.local.race.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * The board at {@code /} of the local service: the page, its events, and its races. Its other paths
 * begin with {@code /board/}, where no route of the API is. It watches the functions from outside:
 * no function knows of it, and while nobody looks it reads nothing.
 */
public final class Board implements Site, AutoCloseable {
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 503;
    /** A reply of unknown length, for the JDK's server. */
    private static final int STREAMED = 0;

    private final Live live;

    /** @param store the table that the functions use */
    public Board(Store store) {
        live = new Live(store);
    }

    @Override
    public RequestStreamHandler around(RequestStreamHandler function) {
        return live.tap().around("http", function);
    }

    /** The function of the queue, whose verdicts the board shows. */
    public RequestStreamHandler queue(RequestStreamHandler function) {
        return live.tap().around("queue", function);
    }

    /** The function of the table's stream, from which the board learns what was written. */
    public RequestStreamHandler stream(RequestStreamHandler function) {
        return live.tap().ofStream(function);
    }

    @Override
    public boolean serve(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        if (READING.contains(method) && Page.has(path)) {
            Page.send(exchange, path);
        } else if (method.equals("GET") && path.equals("/board/events")) {
            events(exchange);
        } else if (method.equals("GET") && path.equals("/board/state")) {
            send(exchange, OK, live.state());
        } else if (method.equals("POST") && path.equals("/board/races")) {
            race(exchange, body);
        } else {
            return false;
        }
        return true;
    }

    @Override
    public void close() {
        live.close();
    }

    private void events(HttpExchange exchange) throws IOException {
        Optional<Subscriber> added = live.subscribe();
        if (added.isEmpty()) {
            problem(exchange, TOO_MANY, "Too many pages", "The board sends events to at most "
                    + Live.MOST_SUBSCRIBERS + " pages at the same time; close one.");
            return;
        }
        Subscriber subscriber = added.get();
        try {
            Page.protect(exchange);
            exchange.getResponseHeaders().set("content-type", "text/event-stream");
            exchange.sendResponseHeaders(OK, STREAMED);
            subscriber.write(exchange);
        } catch (IOException e) {
            // The page is gone.
        } finally {
            live.unsubscribe(subscriber);
        }
    }

    private void race(HttpExchange exchange, byte[] body) throws IOException {
        if (body.length > Limits.BODY_BYTES) {
            problem(exchange, TOO_LARGE, "The body is too large",
                    "body: must be at most " + Limits.BODY_BYTES + " bytes");
            return;
        }
        try {
            send(exchange, ACCEPTED, live.races().start(RaceRequest.read(body)).report());
        } catch (InvalidInput e) {
            problem(exchange, BAD_REQUEST, "The race is not valid",
                    String.valueOf(e.getMessage()));
        } catch (Races.Busy e) {
            problem(exchange, CONFLICT, "A race is under way",
                    "One race runs at a time; start the next when this one is over.");
        }
    }

    private static void problem(HttpExchange exchange, int status, String title, String detail)
            throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("title", title).put("status", status).put("detail", detail);
        send(exchange, status, json);
    }

    private static void send(HttpExchange exchange, int status, JsonNode json)
            throws IOException {
        byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
        Page.protect(exchange);
        exchange.getResponseHeaders().set("content-type",
                status < BAD_REQUEST ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
