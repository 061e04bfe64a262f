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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The board as a person gets it: seen, driven by keys, and read by a screen reader. */
class BoardBrowserTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** For shared cores; what takes longer is broken. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);
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
        await("html[data-ready=true]");
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
        assertThat(text("h1")).isEqualTo("Holdfast");
        assertThat(text("#connection")).isEqualTo("Live");
        assertThat(browser().driver().findElements(By.cssSelector("#promises li p.figure")))
                .hasSize(4);
    }

    @Test
    void aRaceOfTwoHundredOnFiftyUnitsEndsWithFifty() {
        race("seats-plain", List.of());

        requireFifty("seats-plain");
        browser().screenshot("board-race-1280");
    }

    @Test
    void aRaceWithEveryFaultEndsWithFiftyToo() {
        race("seats-faults",
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
        race("hall-8", List.of("slowWrites"));
        List<String> verdicts = texts("#feed-lines li .what");

        browser().visit(address());
        await("html[data-ready=true]");

        requireSameFigures();
        assertThat(texts("#feed-lines li .what")).isEqualTo(verdicts);
        assertThat(text("#race-status")).contains("hall-8", "done");
        assertThat(cells("C")).isEqualTo(50);
        put("/bookings/hall-7-c", "{\"resourceId\":\"hall-7\",\"units\":1}");
        until(() -> figure("hall-7", "Confirmed").equals("10"));
        requireSameFigures();
        browser().screenshot("board-resources-1280");
        browser().width(Browser.NARROW);
        browser().screenshot("board-resources-390");
    }

    @Test
    void axeFindsNothingInLightAndDarkOnADeskAndAPhone() {
        race("seats-axe", List.of("contention", "duplicates"));
        call("Book", Map.of("bookingId", "axe-1", "resourceId", "seats-axe", "units", "5"));
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
        assertThat(call("Define", Map.of("resourceId", "keys", "capacity", "9")))
                .startsWith("201 COMMITTED");
        assertThat(call("Book", Map.of("bookingId", "k-1", "resourceId", "keys", "units", "2")))
                .startsWith("201 COMMITTED");
        assertThat(call("Hold", Map.of("bookingId", "k-2", "resourceId", "keys", "units", "3",
                "holdFor", "PT10M"))).startsWith("201 COMMITTED");
        assertThat(call("Extend", Map.of("bookingId", "k-2", "holdFor", "PT40M")))
                .startsWith("200 COMMITTED");
        assertThat(call("Confirm", Map.of("bookingId", "k-2"))).startsWith("200 COMMITTED");
        assertThat(call("Amend", Map.of("bookingId", "k-1", "units", "4")))
                .startsWith("200 COMMITTED");
        assertThat(call("Release", Map.of("bookingId", "k-1", "units", "1", "key", "part")))
                .startsWith("200 COMMITTED");
        assertThat(call("Resolve", Map.of("bookingId", "k-3"))).startsWith("200 FAILED");
        assertThat(call("Read", Map.of("bookingId", "", "resourceId", "keys")))
                .startsWith("200");
        until(() -> figure("keys", "Confirmed").equals("6"));
        assertThat(call("Book", Map.of("bookingId", "k-4", "resourceId", "keys", "units", "99")))
                .startsWith("409").contains("ask for less under a new id");
        assertThat(call("Book", Map.of("bookingId", "k-5", "resourceId", "keys", "units", "x")))
                .startsWith("400").contains("units");
        assertThat(browser().consoleErrorsBut("409 (Conflict)", "400 (Bad Request)")).isEmpty();
    }

    @Test
    void aRaceThatIsNotValidIsExplained() {
        type("#race-form [name=resourceId]", "seats-bad");
        type("#race-form [name=callers]", "65");
        press("#race-start");
        until(() -> !text("#race-problem").isEmpty());

        assertThat(text("#race-problem")).contains("callers: must be from 1 to 64");
        assertThat(browser().consoleErrorsBut("400 (Bad Request)")).isEmpty();
    }

    @Test
    void theFilterAndTheLimitOfRowsAreNamed() {
        for (int i = 1; i <= 45; i++) {
            put("/resources/row-" + i, "{\"capacity\":" + i + "}");
        }
        until(() -> text("#resource-note").contains("The first 40 of"));

        type("#filter", "row-45");

        assertThat(texts("#resource-table tbody th .name")).containsExactly("row-45");
        assertThat(text("#resource-note")).startsWith("1 of");
    }

    private void race(String resource, List<String> faults) {
        type("#race-form [name=resourceId]", resource);
        for (String fault : faults) {
            browser().find("[name=" + fault + "]").sendKeys(Keys.SPACE);
        }
        press("#race-start");
        until(() -> text("#race-status").contains(" " + resource + " ")
                && text("#race-status").contains(": done"));
    }

    private void requireFifty(String resource) {
        assertThat(cells("C")).isEqualTo(50);
        assertThat(browser().driver().findElements(By.cssSelector("#race-cells .cell")))
                .hasSize(200);
        until(() -> figure(resource, "Available").equals("0"));
        assertThat(figures(resource)).containsEntry("Confirmed", "50");
        assertThat(browser().driver().executeScript("return [...document"
                + ".querySelectorAll('#resource-table tbody tr')]"
                + ".find(row => row.querySelector('.name').textContent.startsWith(arguments[0]))"
                + ".querySelector('.bar .confirmed').style.width", resource)).isEqualTo("100%");
        assertThat(texts("#race-checks li.kept")).containsExactly(
                "50 units committed, 50 taken", "200 ids asked again, 0 verdicts changed",
                "50 bookings audited, no promise broken");
        assertThat(texts("#promises .figure")).containsOnly("0");
        requireSameFigures();
    }

    /** Each row of the page is what the API says. */
    private static void requireSameFigures() {
        for (WebElement row : browser().driver()
                .findElements(By.cssSelector("#resource-table tbody tr"))) {
            String id = row.findElement(By.cssSelector(".name")).getText()
                    .replaceFirst("(?s)\\s.*", "");
            JsonNode read = get("/resources/" + id);
            assertThat(figures(id)).as(id)
                    .containsEntry("Confirmed", read.get("confirmed").asText())
                    .containsEntry("Held", read.get("held").asText())
                    .containsEntry("Available", read.get("available").asText())
                    .containsEntry("Capacity", read.get("capacity").asText())
                    .containsEntry("Version", read.get("version").asText());
        }
    }

    /** The figures of a row, by their labels; empty if there is no such row. */
    private static Map<String, String> figures(String resource) {
        Object found = browser().driver().executeScript("""
                const row = [...document.querySelectorAll('#resource-table tbody tr')].find(each =>
                    each.querySelector('.name').firstChild.textContent === arguments[0]);
                return row ? Object.fromEntries([...row.querySelectorAll('td')].map(cell =>
                    [cell.dataset.label, cell.textContent])) : {Confirmed: '', Available: ''};
                """, resource);
        Map<String, String> figures = new HashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(found)).forEach(
                (label, text) -> figures.put(String.valueOf(label), String.valueOf(text)));
        return figures;
    }

    private static String figure(String resource, String label) {
        return figures(resource).getOrDefault(label, "");
    }

    /** Chooses a call, fills its fields and sends it, without a mouse; returns the answer. */
    private static String call(String name, Map<String, String> fields) {
        focus("[name=call]:checked");
        for (int i = 0; i < 9 && !name.equals(focused().getAttribute("value")); i++) {
            new Actions(browser().driver()).sendKeys(Keys.ARROW_RIGHT).perform();
        }
        assertThat(focused().getAttribute("value")).isEqualTo(name);
        fields.forEach((field, value) -> type("#call-fields [name=" + field + "]", value));
        browser().driver().executeScript(
                "document.getElementById('call-answer').replaceChildren()");
        press("#call-send");
        until(() -> !text("#call-answer").isEmpty());
        return text("#call-answer");
    }

    /** Tabs to an element, from the start of the page. */
    private static void focus(String selector) {
        browser().driver().executeScript("document.activeElement.blur();"
                + "document.getSelection().setPosition(document.body, 0)");
        WebElement wanted = browser().find(selector);
        for (int tabs = 0; tabs < 80; tabs++) {
            if (wanted.equals(focused())) {
                return;
            }
            new Actions(browser().driver()).sendKeys(Keys.TAB).perform();
        }
        throw new AssertionError("no key reaches " + selector);
    }

    private static WebElement focused() {
        return browser().driver().switchTo().activeElement();
    }

    private static void type(String selector, String text) {
        focus(selector);
        new Actions(browser().driver()).keyDown(Keys.CONTROL).sendKeys("a")
                .keyUp(Keys.CONTROL).sendKeys(Keys.DELETE).sendKeys(text).perform();
    }

    private static void press(String selector) {
        focus(selector);
        new Actions(browser().driver()).sendKeys(Keys.ENTER).perform();
    }

    private static int cells(String letter) {
        return browser().driver()
                .findElements(By.cssSelector("#race-cells [data-c='" + letter + "']")).size();
    }

    private static String text(String selector) {
        return browser().find(selector).getText();
    }

    private static List<String> texts(String selector) {
        Object found = browser().driver().executeScript("return [...document"
                + ".querySelectorAll(arguments[0])].map(each => each.textContent)", selector);
        return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
    }

    private static void await(String selector) {
        until(() -> !browser().driver().findElements(By.cssSelector(selector)).isEmpty());
    }

    private static void until(BooleanSupplier condition) {
        new WebDriverWait(browser().driver(), PATIENCE).until(driver -> condition.getAsBoolean());
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
