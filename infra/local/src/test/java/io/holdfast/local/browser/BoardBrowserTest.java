package io.holdfast.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.local.LocalService;
import io.holdfast.local.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The board as a person gets it: seen, driven by keys, and read by a screen reader. */
class BoardBrowserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static @Nullable LocalService service;
    private static @Nullable Browser opened;

    @BeforeAll
    static void start() throws IOException {
        opened = Browser.open();
        service = LocalService.start(Settings.anywhere(entries -> Set.of()));
    }

    @AfterAll
    static void stop() throws IOException {
        if (opened != null) {
            opened.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void openTheBoard() {
        browser().width(Browser.WIDE);
        browser().scheme("light");
        browser().visit(address());
        page().await("html[data-ready=true]");
    }

    @AfterEach
    void nothingIsLoggedAndNothingLeaves() {
        assertThat(browser().consoleErrors()).isEmpty();
        assertThat(browser().requestsLeaving(origin())).isEmpty();
    }

    @Test
    void theFirstPaintShowsThePage() {
        Object paint = browser().driver().executeScript("return performance"
                + ".getEntriesByName('first-contentful-paint').map(each => each.startTime)[0]");
        System.out.println("board: first contentful paint after " + paint + " ms");

        assertThat(paint).isNotNull();
        assertThat(page().text("h1")).isEqualTo("Holdfast");
        assertThat(page().text("#connection")).isEqualTo("Live");
        assertThat(browser().driver().findElements(By.cssSelector("#promises li p.figure")))
                .hasSize(4);
    }

    @Test
    void aRaceOfTwoHundredOnFiftyUnitsEndsWithFifty() {
        page().race("seats-plain", List.of());

        requireFifty("seats-plain");
        browser().screenshot("board-race-1280");
    }

    @Test
    void aRaceWithEveryFaultEndsWithFiftyToo() {
        page().race("seats-faults",
                List.of("contention", "lostAnswers", "slowWrites", "duplicates"));

        requireFifty("seats-faults");
        assertThat(browser().driver().findElements(By.cssSelector("#race-injected dd")))
                .hasSize(4).allMatch(count -> Integer.parseInt(count.getText()) > 0);
        for (String scheme : List.of("light", "dark")) {
            browser().scheme(scheme);
            for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
                browser().width(width);
                browser().screenshot("board-faults-" + scheme + "-" + width);
            }
        }
    }

    @Test
    void aReloadKeepsNothingWrong() {
        put("/resources/hall-7", "{\"capacity\":40}");
        put("/bookings/hall-7-a", "{\"resourceId\":\"hall-7\",\"units\":9}");
        put("/bookings/hall-7-b",
                "{\"resourceId\":\"hall-7\",\"units\":4,\"holdFor\":\"PT30M\"}");
        page().race("hall-8", List.of("slowWrites"));
        List<String> verdicts = page().texts("#feed-lines li .what");

        browser().visit(address());
        page().await("html[data-ready=true]");

        requireSameFigures();
        assertThat(page().texts("#feed-lines li .what")).isEqualTo(verdicts);
        assertThat(page().text("#race-status")).contains("hall-8", "done");
        assertThat(page().cells("C")).isEqualTo(50);
        put("/bookings/hall-7-c", "{\"resourceId\":\"hall-7\",\"units\":1}");
        page().until(() -> page().figure("hall-7", "Confirmed").equals("10"));
        requireSameFigures();
        browser().screenshot("board-resources-1280");
        browser().width(Browser.NARROW);
        browser().screenshot("board-resources-390");
    }

    @Test
    void axeFindsNothingInLightAndDarkOnADeskAndAPhone() {
        page().race("seats-axe", List.of("contention", "duplicates"));
        page().call("Book", Map.of("bookingId", "axe-1", "resourceId", "seats-axe", "units", "5"));
        for (String scheme : List.of("light", "dark")) {
            browser().scheme(scheme);
            for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
                browser().width(width);
                assertThat(browser().violations()).as("%s, %d px", scheme, width).isEmpty();
                assertThat(browser().overflows()).as("%s, %d px", scheme, width).isFalse();
                browser().screenshot("board-" + scheme + "-" + width);
            }
        }
        assertThat(browser().consoleErrorsBut("409 (Conflict)")).isEmpty();
    }

    @Test
    void everyCallWorksByKeysAlone() {
        assertThat(page().call("Define", Map.of("resourceId", "keys", "capacity", "9")))
                .startsWith("201 COMMITTED");
        assertThat(
                page().call("Book", Map.of("bookingId", "k-1", "resourceId", "keys", "units", "2")))
                .startsWith("201 COMMITTED");
        assertThat(
                page().call("Hold", Map.of("bookingId", "k-2", "resourceId", "keys", "units", "3",
                        "holdFor", "PT10M")))
                .startsWith("201 COMMITTED");
        assertThat(page().call("Extend", Map.of("bookingId", "k-2", "holdFor", "PT40M")))
                .startsWith("200 COMMITTED");
        assertThat(page().call("Confirm", Map.of("bookingId", "k-2"))).startsWith("200 COMMITTED");
        assertThat(page().call("Amend", Map.of("bookingId", "k-1", "units", "4")))
                .startsWith("200 COMMITTED");
        assertThat(page().call("Release", Map.of("bookingId", "k-1", "units", "1", "key", "part")))
                .startsWith("200 COMMITTED");
        assertThat(page().call("Resolve", Map.of("bookingId", "k-3"))).startsWith("200 FAILED");
        assertThat(page().call("Read", Map.of("bookingId", "", "resourceId", "keys")))
                .startsWith("200");
        page().until(() -> page().figure("keys", "Confirmed").equals("6"));
        assertThat(page().call("Book",
                Map.of("bookingId", "k-4", "resourceId", "keys", "units", "99")))
                .startsWith("409").contains("ask for less under a new id");
        assertThat(
                page().call("Book", Map.of("bookingId", "k-5", "resourceId", "keys", "units", "x")))
                .startsWith("400").contains("units");
        assertThat(browser().consoleErrorsBut("409 (Conflict)", "400 (Bad Request)")).isEmpty();
    }

    @Test
    void aRaceThatIsNotValidIsExplained() {
        page().type("#race-form [name=resourceId]", "seats-bad");
        page().type("#race-form [name=callers]", "65");
        page().press("#race-start");
        page().until(() -> !page().text("#race-problem").isEmpty());

        assertThat(page().text("#race-problem")).contains("callers: must be from 1 to 64");
        assertThat(browser().consoleErrorsBut("400 (Bad Request)")).isEmpty();
    }

    @Test
    void theFilterAndTheLimitOfRowsAreNamed() {
        for (int i = 1; i <= 45; i++) {
            put("/resources/row-" + i, "{\"capacity\":" + i + "}");
        }
        page().until(() -> page().text("#resource-note").contains("The first 40 of"));

        page().type("#filter", "row-45");

        assertThat(page().texts("#resource-table tbody th .name")).containsExactly("row-45");
        assertThat(page().text("#resource-note")).startsWith("1 of");
    }

    private void requireFifty(String resource) {
        assertThat(page().cells("C")).isEqualTo(50);
        assertThat(browser().driver().findElements(By.cssSelector("#race-cells .cell")))
                .hasSize(200);
        // Other tests have made more resources than there are rows.
        page().type("#filter", resource);
        page().until(() -> page().figure(resource, "Available").equals("0"));
        assertThat(page().figures(resource)).containsEntry("Confirmed", "50");
        assertThat(browser().driver().executeScript("return [...document"
                + ".querySelectorAll('#resource-table tbody tr')]"
                + ".find(row => row.querySelector('.name').textContent.startsWith(arguments[0]))"
                + ".querySelector('.bar .confirmed').style.width", resource)).isEqualTo("100%");
        assertThat(page().texts("#race-checks li.kept")).containsExactly(
                "50 units committed, 50 taken", "200 ids asked again, 0 verdicts changed",
                "50 bookings audited, no promise broken");
        assertThat(page().texts("#promises .figure")).containsOnly("0");
        requireSameFigures();
    }

    /** Each row of the page is what the API says. */
    private static void requireSameFigures() {
        for (WebElement row : browser().driver()
                .findElements(By.cssSelector("#resource-table tbody tr"))) {
            String id = row.findElement(By.cssSelector(".name")).getText()
                    .replaceFirst("(?s)\\s.*", "");
            JsonNode read = get("/resources/" + id);
            assertThat(page().figures(id)).as(id)
                    .containsEntry("Confirmed", read.get("confirmed").asText())
                    .containsEntry("Held", read.get("held").asText())
                    .containsEntry("Available", read.get("available").asText())
                    .containsEntry("Capacity", read.get("capacity").asText())
                    .containsEntry("Version", read.get("version").asText());
        }
    }

    private static void put(String path, String body) {
        assertThat(send(HttpRequest.newBuilder(address().resolve(path))
                .PUT(BodyPublishers.ofString(body)).build()).get("outcome").asText())
                .isEqualTo("COMMITTED");
    }

    private static JsonNode get(String path) {
        return send(HttpRequest.newBuilder(address().resolve(path)).build());
    }

    private static JsonNode send(HttpRequest request) {
        try {
            return Objects.requireNonNull(
                    JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BoardPage page() {
        return new BoardPage(browser());
    }

    private static Browser browser() {
        return Objects.requireNonNull(opened);
    }

    private static URI address() {
        return Objects.requireNonNull(service).address().resolve("/");
    }

    private static String origin() {
        return address().toString();
    }
}
