package io.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.examples.BookAndConfirm.Sale;
import io.holdfast.local.LocalService;
import io.holdfast.local.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BookAndConfirmTest {
    private static final String COMMITTED = "201 {\"outcome\":\"COMMITTED\",\"bookingId\":\"o.1\"}";
    private static final String TRANSIENT = "409 {\"outcome\":\"FAILED\",\"reason\":\"CONTENTION\","
            + "\"transient\":true}";
    private static final String EXPIRED = "409 {\"outcome\":\"FAILED\","
            + "\"reason\":\"HOLD_EXPIRED\",\"transient\":false}";
    private static final String UNDECIDED = "503 {}";
    private static final String NO_ANSWER = "0 ";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static LocalService service;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> refunds = new ArrayList<>();
    private boolean paid = true;

    @BeforeAll
    static void start() throws IOException {
        service = LocalService.start(Settings.anywhere(entries -> Set.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
    }

    @Test
    void whatIsPaidIsConfirmedAndTheSameOrderAgainTakesNothingMore() throws Exception {
        String resource = define(2);
        String order = UUID.randomUUID().toString();

        assertThat(real().sell(order, resource, 1)).isEqualTo(new Sale.Sold(order + ".1"));
        assertThat(real().sell(order, resource, 1)).isEqualTo(new Sale.Sold(order + ".1"));

        assertThat(image(resource)).contains("\"available\":1", "\"held\":0", "\"confirmed\":1");
    }

    @Test
    void whatIsNotPaidComesBack() throws Exception {
        String resource = define(2);
        paid = false;

        assertThat(real().sell(UUID.randomUUID().toString(), resource, 1))
                .isEqualTo(new Sale.NotPaid());

        assertThat(image(resource)).contains("\"available\":2", "\"held\":0");
    }

    @Test
    void theCustomerIsToldThatItIsSoldOut() throws Exception {
        assertThat(real().sell(UUID.randomUUID().toString(), define(0), 1))
                .isEqualTo(new Sale.SoldOut("INSUFFICIENT_CAPACITY"));
    }

    @Test
    void aWrongRequestIsNotRepeated() {
        assertThatThrownBy(() -> real().sell(UUID.randomUUID().toString(), "r", -1))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void noAnswerAndUndecidedAreAskedAgainUnderTheSameId() throws Exception {
        assertThat(scripted(UNDECIDED, NO_ANSWER, COMMITTED, UNDECIDED, COMMITTED))
                .isEqualTo(new Sale.Sold("o.1"));

        String confirm = "/bookings/o.1/confirm o.1:confirm.1";
        assertThat(asked).containsExactly("/bookings/o.1", "/bookings/o.1", "/bookings/o.1",
                confirm, confirm);
    }

    @Test
    void askingEnds() {
        String[] replies = new String[Holdfast.ASKS];
        Arrays.fill(replies, UNDECIDED);

        assertThatThrownBy(() -> scripted(replies)).isInstanceOf(Undecided.class);
        assertThat(asked).hasSize(Holdfast.ASKS);
    }

    @Test
    void aTransientFailureGetsANewIdABoundedNumberOfTimes() throws Exception {
        assertThat(scripted(TRANSIENT, TRANSIENT, TRANSIENT))
                .isEqualTo(new Sale.SoldOut("CONTENTION"));
        assertThat(asked).containsExactly("/bookings/o.1", "/bookings/o.2", "/bookings/o.3");
    }

    @Test
    void whoPaidForAHoldThatExpiredGetsTheMoneyBack() throws Exception {
        assertThat(scripted(COMMITTED, TRANSIENT, EXPIRED))
                .isEqualTo(new Sale.TooLate("HOLD_EXPIRED"));
        assertThat(refunds).containsExactly("o.1");
    }

    private BookAndConfirm real() {
        return example(service.address());
    }

    private BookAndConfirm example(URI url) {
        return new BookAndConfirm(
                new Holdfast(CLIENT, url.toString(), Map.of(), tries -> {}),
                new BookAndConfirm.Payments() {
                    @Override
                    public boolean pay(String bookingId) {
                        return paid;
                    }

                    @Override
                    public void refund(String bookingId) {
                        refunds.add(bookingId);
                    }
                }, Duration.ofMinutes(10));
    }

    /** Sells to order o against a server that gives these replies one after the other. */
    private Sale scripted(String... replies) throws Exception {
        Deque<String> left = new ArrayDeque<>(List.of(replies));
        HttpServer server = HttpServer
                .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> reply(exchange, left.pop()));
        server.start();
        try {
            return example(URI.create("http://localhost:" + server.getAddress().getPort()))
                    .sell("o", "r", 1);
        } finally {
            server.stop(0);
        }
    }

    private void reply(HttpExchange exchange, String reply) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("idempotency-key");
        asked.add(exchange.getRequestURI() + (key == null ? "" : " " + key));
        try (exchange) {
            if (!reply.equals(NO_ANSWER)) {
                byte[] body = reply.substring(4).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(Integer.parseInt(reply.substring(0, 3)),
                        body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String define(long capacity) throws Exception {
        String resource = "java-" + UUID.randomUUID();
        assertThat(CLIENT.send(to(resource)
                .PUT(BodyPublishers.ofString("{\"capacity\":" + capacity + "}")).build(),
                BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        return resource;
    }

    private static String image(String resource) throws Exception {
        return CLIENT.send(to(resource).build(), BodyHandlers.ofString()).body();
    }

    private static HttpRequest.Builder to(String resource) {
        return HttpRequest.newBuilder(service.address().resolve("/resources/" + resource));
    }
}
