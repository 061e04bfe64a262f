package io.holdfast.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The board in a browser, driven by keys alone. */
record BoardPage(Browser browser) {
    /** For shared cores; what takes longer is broken. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Fills the form of a race by keys, starts it, and waits for its end. */
    void race(String resource, List<String> faults) {
        type("#race-form [name=resourceId]", resource);
        for (String fault : faults) {
            browser.find("[name=" + fault + "]").sendKeys(Keys.SPACE);
        }
        press("#race-start");
        until(() -> text("#race-status").contains(" " + resource + " ")
                && text("#race-status").contains(": done"));
    }

    /** The figures of a row, by their labels; empty if there is no such row. */
    Map<String, String> figures(String resource) {
        Object found = browser.driver().executeScript("""
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

    /** One of them; empty if there is no such row. */
    String figure(String resource, String label) {
        return figures(resource).getOrDefault(label, "");
    }

    /** Chooses a call, fills its fields and sends it, without a mouse; returns the answer. */
    String call(String name, Map<String, String> fields) {
        focus("[name=call]:checked");
        for (int i = 0; i < 9 && !name.equals(focused().getAttribute("value")); i++) {
            new Actions(browser.driver()).sendKeys(Keys.ARROW_RIGHT).perform();
        }
        assertThat(focused().getAttribute("value")).isEqualTo(name);
        fields.forEach((field, value) -> type("#call-fields [name=" + field + "]", value));
        browser.driver().executeScript(
                "document.getElementById('call-answer').replaceChildren()");
        press("#call-send");
        until(() -> !text("#call-answer").isEmpty());
        return text("#call-answer");
    }

    /** Tabs to an element, from the start of the page. */
    private void focus(String selector) {
        browser.driver().executeScript("document.activeElement.blur();"
                + "document.getSelection().setPosition(document.body, 0)");
        WebElement wanted = browser.find(selector);
        for (int tabs = 0; tabs < 80; tabs++) {
            if (wanted.equals(focused())) {
                return;
            }
            new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
        }
        throw new AssertionError("no key reaches " + selector);
    }

    private WebElement focused() {
        return browser.driver().switchTo().activeElement();
    }

    /** Replaces what is in a field. */
    void type(String selector, String text) {
        focus(selector);
        new Actions(browser.driver()).keyDown(Keys.CONTROL).sendKeys("a")
                .keyUp(Keys.CONTROL).sendKeys(Keys.DELETE).sendKeys(text).perform();
    }

    void press(String selector) {
        focus(selector);
        new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();
    }

    /** Attempts of the race that show a letter. */
    int cells(String letter) {
        return browser.driver()
                .findElements(By.cssSelector("#race-cells [data-c='" + letter + "']")).size();
    }

    String text(String selector) {
        return browser.find(selector).getText();
    }

    /** The texts of all elements that a selector finds. */
    List<String> texts(String selector) {
        Object found = browser.driver().executeScript("return [...document"
                + ".querySelectorAll(arguments[0])].map(each => each.textContent)", selector);
        return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
    }

    void await(String selector) {
        until(() -> !browser.driver().findElements(By.cssSelector(selector)).isEmpty());
    }

    void until(BooleanSupplier condition) {
        new WebDriverWait(browser.driver(), PATIENCE).until(driver -> condition.getAsBoolean());
    }
}
