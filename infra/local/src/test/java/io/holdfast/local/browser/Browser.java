package io.holdfast.local.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium of the system's packages. It records each request and each error of its
 * console. Selenium would download a browser and a driver; both paths are given, so it does not.
 */
final class Browser implements AutoCloseable {
    /** Pixels of a screen on a desk, and of a phone. */
    static final int WIDE = 1280;
    static final int NARROW = 390;
    private static final int HEIGHT = 844;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    /** For axe on shared cores, which needs longer than the usual 30 seconds. */
    private static final Duration SCRIPT_TIMEOUT = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Path> BROWSERS = paths("HOLDFAST_CHROMIUM", "/usr/bin/chromium",
            "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final List<Path> DRIVERS = paths("HOLDFAST_CHROMEDRIVER",
            "/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");

    private static final String AXE = axe();
    // Selenium warns that it has no classes for the protocol of a newer Chromium; none are used.
    private static final Logger CHATTER = Logger.getLogger("org.openqa.selenium");

    static {
        CHATTER.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;
    private final List<String> requests = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a browser, or skips the suite and prints why and how to run it. */
    static Browser open() {
        List<Path> browser = BROWSERS.stream().filter(Files::isExecutable).toList();
        List<Path> chromeDriver = DRIVERS.stream().filter(Files::isExecutable).toList();
        boolean there = !browser.isEmpty() && !chromeDriver.isEmpty();
        if (!there) {
            System.err.println("""

                    *** SKIPPED: found no Chromium with its driver, so no page was looked at.   ***
                    *** With them: apt-get install chromium chromium-driver, mvn verify         ***
                    *** Elsewhere: HOLDFAST_CHROMIUM and HOLDFAST_CHROMEDRIVER name their files ***
                    """);
        }
        assumeTrue(there, "no Chromium with its driver");
        ChromeDriver driver = new ChromeDriver(new ChromeDriverService.Builder()
                .usingDriverExecutable(chromeDriver.getFirst().toFile()).build(),
                options(browser.getFirst()));
        driver.manage().timeouts().scriptTimeout(SCRIPT_TIMEOUT);
        return new Browser(driver);
    }

    private static ChromeOptions options(Path browser) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(new File(browser.toString()));
        // As root, as in most containers, Chromium only runs without its sandbox.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
                "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                "--window-size=" + WIDE + "," + HEIGHT);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    ChromeDriver driver() {
        return driver;
    }

    /** The only element that a CSS selector finds first. */
    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Loads a page; what was recorded before stays recorded. */
    void visit(URI page) {
        driver.get(page.toString());
    }

    /** Sets the width of the screen, {@link #WIDE} or {@link #NARROW}. */
    void width(int pixels) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", pixels,
                "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets what {@code prefers-color-scheme} says: {@code light} or {@code dark}. */
    void scheme(String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Whether the page has to be moved sideways to be read. */
    boolean overflows() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth > window.innerWidth"));
    }

    /** Writes the whole page, also what lies below the screen, to target/screenshots/NAME.png. */
    Path screenshot(String name) {
        Map<String, Object> image = driver.executeCdpCommand("Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Files.createDirectories(SCREENSHOTS);
            return Files.write(SCREENSHOTS.resolve(name + ".png"),
                    Base64.getDecoder().decode(String.valueOf(image.get("data"))));
        } catch (IOException e) {
            throw new IllegalStateException("no screenshot " + name, e);
        }
    }

    /** What axe finds, one line for each element; empty if there is nothing. */
    List<String> violations() {
        driver.executeScript(AXE);
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(result => done(result.violations.flatMap(rule => rule.nodes.map(
                    node => rule.id + " (" + rule.help + "): " + node.html + " "
                        + node.failureSummary))), error => done(["axe failed: " + error]));
                """);
        return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
    }

    /** The errors and warnings of the console since the browser was opened. */
    List<String> consoleErrors() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .forEach(entry -> errors.add(entry.getLevel() + " " + entry.getMessage()));
        return List.copyOf(errors);
    }

    /**
     * The same, without those that a test has caused: Chromium logs every answer of 400 or more.
     * They are forgotten.
     */
    List<String> consoleErrorsBut(String... caused) {
        consoleErrors();
        errors.removeIf(error -> Stream.of(caused).anyMatch(error::contains));
        return List.copyOf(errors);
    }

    /** The URLs that pages requested since the browser was opened. */
    List<String> requests() {
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> read(entry.getMessage()).path("message"))
                .filter(message -> message.path("method").asText()
                        .equals("Network.requestWillBeSent"))
                .map(message -> message.at("/params/request/url").asText())
                .forEach(requests::add);
        return List.copyOf(requests);
    }

    /** The requested URLs that do not begin with an origin; data in the page is no request. */
    List<String> requestsLeaving(String origin) {
        Predicate<String> stays = url -> url.startsWith(origin) || url.startsWith("data:");
        return requests().stream().filter(stays.negate()).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("no axe.min.js", e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the browser's log is not JSON", e);
        }
    }

    private static List<Path> paths(String variable, String... usual) {
        return Stream.concat(Stream.ofNullable(System.getenv(variable)), Stream.of(usual))
                .map(Path::of).toList();
    }
}
