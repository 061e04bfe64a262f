package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.lambda.Route;
import io.holdfast.local.Service.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The board without a browser: its files, its events, its limits, and who may call it. */
class BoardTest {
    private static final int MOST_PAGES = 16;
    /** A minute: a few heartbeats. */
    private static final int MOST_TRIES = 600;
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/board/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");
    private final HttpClient client = HttpClient.newHttpClient();
    private final String resource = Service.fresh("board");

    @Test
    void thePageNeedsNothingFromAnyOtherPlaceAndIsAllowedNothingElse() {
        Reply page = Service.send("GET", "/", "");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers()).containsEntry("content-security-policy",
                "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
                        + "frame-ancestors 'none'")
                .containsEntry("x-content-type-options", "nosniff");
        for (String file : files(page.text())) {
            Reply reply = Service.send("GET", file, "");
            assertThat(reply.status()).as(file).isEqualTo(200);
            assertThat(reply.text().replace("http://www.w3.org/2000/svg", "")).as(file)
                    .doesNotContain("http://", "https://", "url(");
        }
        assertThat(page.text()).doesNotContain("http://", "https://", "style=", "<script>");
        assertThat(Service.send("HEAD", "/", "").status()).isEqualTo(200);
    }

    private static Set<String> files(String page) {
        Set<String> files = new TreeSet<>();
        FILE.matcher(page).results().forEach(file -> files.add(file.group(1)));
        Matcher imports = IMPORT.matcher(Service.send("GET", "/board/board.js", "").text());
        imports.results().forEach(file -> files.add("/board/" + file.group(1)));
        assertThat(files).contains("/board/board.css", "/board/board.js", "/board/race.js",
                "/board/calls.js", "/board/view.js");
        return files;
    }

    @Test
    void whatTheBoardDoesNotServeIsAnsweredByTheApi() {
        for (String path : List.of("GET /board", "GET /board/", "GET /board/nothing.js",
                "GET /board/board.html", "GET /board/../board.html", "POST /board/state", "PUT /",
                "POST /", "GET /board/races", "DELETE /board/races")) {
            String[] parts = path.split(" ", 2);
            Reply reply = Service.send(parts[0], parts[1], "");
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.text()).as(path).isEqualTo("{\"message\":\"Not Found\"}\n");
        }
    }

    @Test
    void noRouteOfTheApiBeginsAsThePathsOfTheBoardDo() {
        assertThat(Route.values()).noneMatch(route -> route.path().startsWith("/board/"))
                .noneMatch(route -> route.path().startsWith("/{")
                        || route.path().equals("/"));
    }

    @Test
    void aPageOfAnotherMachineMayCallNothingOfIt() {
        for (String path : List.of("GET /", "GET /board/events", "GET /board/state",
                "POST /board/races")) {
            String[] parts = path.split(" ", 2);
            Reply reply = Service.send(HttpRequest
                    .newBuilder(Service.address().resolve(parts[1]))
                    .header("origin", "https://elsewhere.example")
                    .method(parts[0], BodyPublishers.noBody()).build());
            assertThat(reply.status()).as(path).isEqualTo(403);
        }
    }

    @Test
    void aPageStartsWithASnapshotAndThenGetsWhatHappensThroughEveryDoor() throws Exception {
        define(9);
        try (BoardEvents events = open()) {
            BoardEvents.Message first = events.next();
            assertThat(first.event()).isEqualTo("snapshot");
            assertThat(first.data().at("/resources")).anyMatch(each -> isOurs(each)
                    && each.get("available").asLong() == 9);

            book("b-http", 2);
            JsonNode http = events.await("verdicts", each -> isOurs(each)
                    && each.get("door").asText().equals("http"));
            assertThat(http.get("outcome").asText()).isEqualTo("COMMITTED");
            assertThat(http.get("reason").asText()).isEqualTo("NONE");

            sendThroughTheQueue();
            JsonNode queue = events.await("verdicts", each -> isOurs(each)
                    && each.get("door").asText().equals("queue"));
            assertThat(queue.get("reason").asText()).isEqualTo("INSUFFICIENT_CAPACITY");

            race(3);
            JsonNode race = events.await("verdicts", each -> isOurs(each)
                    && each.get("door").asText().equals("race"));
            assertThat(race.get("id").asText()).startsWith("race-");
            events.await("race", each -> each.get("over").asBoolean()
                    && each.get("cells").asText().equals("CCC"));
            assertThat(events.ids()).doesNotHaveDuplicates();
        }
        JsonNode read = Service.send("GET", "/resources/" + resource, "").body();
        assertThat(read.get("confirmed").asLong()).isEqualTo(5);
    }

    @Test
    void theStateIsWhatTheApiSaysAlsoAfterAReload() throws Exception {
        define(7);
        book("b-state", 3);
        Service.send("PUT", "/bookings/" + resource + "-hold", "{\"resourceId\":\"" + resource
                + "\",\"units\":2,\"holdFor\":\"PT30M\"}");
        for (int reload = 0; reload < 2; reload++) {
            try (BoardEvents events = open()) {
                JsonNode shown = stream(events.next().data().get("resources"));
                JsonNode read = Service.send("GET", "/resources/" + resource, "").body();
                for (String figure : List.of("capacity", "available", "confirmed", "held",
                        "version", "definitionVersion", "status")) {
                    assertThat(shown.get(figure)).as(figure).isEqualTo(read.get(figure));
                }
                assertThat(shown.get("nextExpiry").asLong())
                        .isGreaterThan(System.currentTimeMillis());
            }
        }
    }

    private JsonNode stream(JsonNode resources) {
        for (JsonNode each : resources) {
            if (isOurs(each)) {
                return each;
            }
        }
        throw new AssertionError(resource + " is not on the board");
    }

    @Test
    void aPageBeyondTheLimitIsToldSo() throws Exception {
        List<BoardEvents> pages = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < MOST_PAGES + 1; i++) {
                HttpResponse<InputStream> reply = request();
                if (reply.statusCode() == 200) {
                    pages.add(new BoardEvents(reply.body()));
                } else {
                    refused++;
                    assertThat(reply.statusCode()).isEqualTo(503);
                    assertThat(new String(reply.body().readAllBytes(), StandardCharsets.UTF_8))
                            .contains("at most 16 pages");
                }
            }
            assertThat(pages).hasSizeLessThanOrEqualTo(MOST_PAGES);
            assertThat(refused).isPositive();
        } finally {
            for (BoardEvents page : pages) {
                page.close();
            }
        }
    }

    @Test
    void aRaceThatIsNotValidIsAClearProblem() {
        Reply unknown = Service.send("POST", "/board/races",
                "{\"resourceId\":\"none\",\"attempts\":1,\"units\":1,\"callers\":1}");
        Reply many = Service.send("POST", "/board/races",
                "{\"resourceId\":\"none\",\"attempts\":1001,\"units\":1,\"callers\":1}");
        Reply large = Service.send("POST", "/board/races", "x".repeat(1 << 17));

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.contentType()).isEqualTo("application/problem+json");
        assertThat(unknown.body().get("detail").asText())
                .isEqualTo("resourceId: there is no resource of that id");
        assertThat(many.body().get("detail").asText())
                .isEqualTo("attempts: must be from 1 to 1000");
        assertThat(large.status()).isEqualTo(413);
    }

    private boolean isOurs(JsonNode each) {
        return each.path("resourceId").asText().equals(resource);
    }

    private void define(int capacity) {
        Service.send("PUT", "/resources/" + resource, "{\"capacity\":" + capacity + "}");
    }

    private void book(String id, int units) {
        Reply reply = Service.send("PUT", "/bookings/" + resource + "-" + id,
                "{\"resourceId\":\"" + resource + "\",\"units\":" + units + "}");
        assertThat(reply.status()).isEqualTo(201);
    }

    private void race(int attempts) throws InterruptedException {
        String body = "{\"resourceId\":\"" + resource + "\",\"attempts\":" + attempts
                + ",\"units\":1,\"callers\":2}";
        Reply reply = Service.send("POST", "/board/races", body);
        while (reply.status() == 409) {
            Thread.sleep(50);
            reply = Service.send("POST", "/board/races", body);
        }
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    }

    private void sendThroughTheQueue() {
        String form = "Action=SendMessage&MessageGroupId=g&MessageDeduplicationId="
                + resource + "&QueueUrl=" + encoded(Service.running().queueUrl())
                + "&MessageBody=" + encoded("{\"command\":\"book\",\"bookingId\":\"" + resource
                        + "-queue\",\"resourceId\":\"" + resource + "\",\"units\":50}");
        assertThat(Service.send(HttpRequest.newBuilder(Service.running().sqs())
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)).build()).status()).isEqualTo(200);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private BoardEvents open() throws IOException, InterruptedException {
        HttpResponse<InputStream> reply = request();
        // Pages that an earlier test has closed keep their places until a write to them fails.
        for (int tries = 0; reply.statusCode() == 503 && tries < MOST_TRIES; tries++) {
            reply.body().close();
            Thread.sleep(100);
            reply = request();
        }
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type")).contains("text/event-stream");
        return new BoardEvents(reply.body());
    }

    private HttpResponse<InputStream> request() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(Service.address().resolve("/board/events"))
                .build(), BodyHandlers.ofInputStream());
    }
}
