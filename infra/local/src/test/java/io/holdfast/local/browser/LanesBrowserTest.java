package io.holdfast.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages of {@code infra/docs/schedules}, opened from the disk. */
class LanesBrowserTest {
    private static final Path FOLDER = Path.of("..", "docs", "schedules").toAbsolutePath()
            .normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static @Nullable Browser opened;

    @BeforeAll
    static void openTheBrowser() {
        opened = Browser.open();
    }

    @AfterAll
    static void closeTheBrowser() {
        if (opened != null) {
            opened.close();
        }
    }

    private static Browser browser() {
        return Objects.requireNonNull(opened);
    }

    @Test
    void everyPageOpensWithoutAnErrorAndAsksForNothingOutsideItsFolder() throws IOException {
        for (Path page : pages()) {
            browser().visit(page.toUri());
            if (!page.endsWith("index.html")) {
                assertThat(shownStep()).as(page.toString()).isZero();
            }
        }

        assertThat(browser().consoleErrors()).isEmpty();
        assertThat(browser().requests()).hasSizeGreaterThan(pages().size());
        assertThat(browser().requestsLeaving(FOLDER.toUri().toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enough-available-without", "enough-available-with",
            "raised-version-without", "adopted-on-its-version-with", "look-without",
            "room-for-intents-without", "commands-left-without", "definition-seen-with"})
    void theArrowKeysShowTheItemsOfEachStepForwardsAndBackwards(String name) throws IOException {
        JsonNode schedule = open(name, "");
        List<Map<String, JsonNode>> expected = images(schedule);

        for (int step = 0; step < expected.size(); step++) {
            assertThat(shownStep()).isEqualTo(step);
            assertThat(shownItems()).as("step %s", step).isEqualTo(expected.get(step));
            assertThat(now()).startsWith("Step " + step + " of " + (expected.size() - 1));
            press(Keys.ARROW_RIGHT);
        }
        for (int step = expected.size() - 1; step >= 0; step--) {
            assertThat(shownItems()).as("back to step %s", step).isEqualTo(expected.get(step));
            press(Keys.ARROW_LEFT);
        }
        press(Keys.END);
        assertThat(shownItems()).isEqualTo(expected.getLast());
        press(Keys.HOME);
        assertThat(shownItems()).isEqualTo(expected.getFirst());
    }

    @Test
    void whatAStepChangesIsMarkedInWords() throws IOException {
        open("enough-available-without", "#step-6");

        String item = browser().find("[data-item='resource#A']").getText();
        assertThat(item).contains("changed", "●", "was 0", "was 1");
        assertThat(browser().find(".row.current .note.broken").getText()).contains(
                "Promise broken: never overbooked", "−1 units available: of a capacity of 3");
        assertThat(browser().find(".clauses .removed").getText()).contains("available >= 1",
                "taken away, would be false, found 0");
    }

    @Test
    void aLinkToAStepTheButtonsAndTheSliderShowThatStep() throws IOException {
        open("enough-available-with", "#step-6");

        assertThat(shownStep()).isEqualTo(6);
        assertThat(browser().find(".row.current .note.guard").getText()).contains("refused");
        button("Next").click();
        assertThat(shownStep()).isEqualTo(7);
        assertThat(browser().driver().getCurrentUrl()).endsWith("#step-7");
        button("First").click();
        assertThat(shownStep()).isZero();
        browser().find("input[type=range]").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(shownStep()).isEqualTo(2);
        browser().find(".steps > li:nth-child(5) .card").click();
        assertThat(shownStep()).isEqualTo(4);
        assertThat(browser().driver().findElements(By.cssSelector("ol.steps > li"))).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "enough-available-without#step-6",
            "enough-available-with#step-6", "adopted-on-its-version-without#step-13",
            "raised-version-without#step-7"})
    void aPageIsReadableOnEveryScreenInLightAndDark(String name) {
        for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
            browser().width(width);
            for (String scheme : List.of("light", "dark")) {
                browser().scheme(scheme);
                browser().visit(uri(name.replaceFirst("(#|$)", ".html$1")));
                browser().driver().navigate().refresh();

                assertThat(browser().violations()).as("%s, %s, %s", name, width, scheme).isEmpty();
                assertThat(browser().overflows()).as("%s at %s", name, width).isFalse();
                browser().driver().executeScript("window.scrollTo(0, 0)");
                assertThat(browser().screenshot("lanes-" + name.replaceAll("#.*", "") + "-" + width
                        + "-" + scheme)).isNotEmptyFile();
            }
        }
        browser().width(Browser.WIDE);
        browser().scheme("light");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
        }
    }

    private static URI uri(String page) {
        return FOLDER.toUri().resolve(page);
    }

    /** Opens a page, and reads the JSON that it was made of. */
    private static JsonNode open(String name, String fragment) throws IOException {
        browser().visit(uri("index.html"));
        browser().visit(uri(name + ".html" + fragment));
        String page = Files.readString(FOLDER.resolve(name + ".html"));
        String start = "id=\"schedule\">";
        return JSON.readTree(page.substring(page.indexOf(start) + start.length(),
                page.indexOf("</script>", page.indexOf(start))));
    }

    /** The attributes of all items, before the first step and after each. */
    private static List<Map<String, JsonNode>> images(JsonNode schedule) {
        Map<String, JsonNode> items = new TreeMap<>();
        schedule.path("items").properties()
                .forEach(item -> items.put(item.getKey(), item.getValue()));
        List<Map<String, JsonNode>> images = new ArrayList<>(List.of(flat(items)));
        for (JsonNode step : schedule.path("steps")) {
            step.path("items").properties()
                    .forEach(item -> items.put(item.getKey(), item.getValue()));
            images.add(flat(items));
        }
        return images;
    }

    private static Map<String, JsonNode> flat(Map<String, JsonNode> items) {
        Map<String, JsonNode> flat = new TreeMap<>();
        items.forEach((key, item) -> item.properties().forEach(attribute -> {
            String path = key + " " + attribute.getKey();
            JsonNode value = attribute.getValue();
            if (value.isObject() && !value.isEmpty()) {
                value.properties()
                        .forEach(entry -> flat.put(path + "." + entry.getKey(), entry.getValue()));
            } else {
                flat.put(path, value);
            }
        }));
        return flat;
    }

    private static Map<String, JsonNode> shownItems() throws IOException {
        List<?> shown = (List<?>) Objects.requireNonNull(browser().driver().executeScript("""
                return Array.from(document.querySelectorAll("[data-path]")).map(each =>
                    [each.closest("[data-item]").dataset.item + " " + each.dataset.path,
                     each.dataset.value]);
                """));
        Map<String, JsonNode> items = new TreeMap<>();
        for (Object each : shown) {
            List<?> pair = (List<?>) each;
            items.put(String.valueOf(pair.getFirst()),
                    JSON.readTree(String.valueOf(pair.getLast())));
        }
        return items;
    }

    private static int shownStep() {
        return Integer.parseInt(Objects.requireNonNull(
                browser().find("body").getDomAttribute("data-step")));
    }

    private static String now() {
        return browser().find("[role=status]").getText();
    }

    private static void press(Keys key) {
        browser().find("body").sendKeys(key);
    }

    private static WebElement button(String name) {
        return browser().find("button[aria-label^='" + name + "']");
    }
}
