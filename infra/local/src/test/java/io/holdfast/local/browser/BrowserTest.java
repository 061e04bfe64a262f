package io.holdfast.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instruments of the other suites find what is bad in a bad page. */
class BrowserTest {
    private static final String BAD = """
            <!doctype html><html><head><title>x</title><link rel="icon" href="data:,"></head>
            <body><img src="elsewhere.png"><div style="width:2000px">wide</div>
            <script>console.error("broken"); throw new Error("thrown")</script></body></html>
            """;

    @Test
    void whatIsBadInAPageIsFound(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("bad.html"), BAD, StandardCharsets.UTF_8);
        try (Browser browser = Browser.open()) {
            browser.width(Browser.NARROW);
            browser.visit(page.toUri());

            assertThat(browser.consoleErrors()).anyMatch(error -> error.contains("broken"))
                    .anyMatch(error -> error.contains("thrown"));
            assertThat(browser.requestsLeaving(page.toUri().toString()))
                    .anyMatch(url -> url.endsWith("elsewhere.png"));
            assertThat(browser.violations()).anyMatch(each -> each.startsWith("image-alt"))
                    .anyMatch(each -> each.startsWith("html-has-lang"));
            assertThat(browser.overflows()).isTrue();
        }
    }

    @Test
    void aScreenHasTheWidthAndTheSchemeThatWereAskedFor(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.html"), "<!doctype html><p>good");
        try (Browser browser = Browser.open()) {
            for (int width : List.of(Browser.WIDE, Browser.NARROW)) {
                browser.width(width);
                browser.scheme("dark");
                browser.visit(page.toUri());

                assertThat(browser.driver().executeScript("return window.innerWidth"))
                        .isEqualTo((long) width);
                assertThat(browser.driver().executeScript(
                        "return matchMedia('(prefers-color-scheme: dark)').matches"))
                        .isEqualTo(true);
                assertThat(browser.overflows()).isFalse();
                assertThat(browser.screenshot("browser-" + width)).isNotEmptyFile();
            }
        }
    }
}
