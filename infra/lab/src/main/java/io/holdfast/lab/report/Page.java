package io.holdfast.lab.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The measured figures of a page. They stand between two comments, {@code <!-- figures: NAME -->} and
 * {@code <!-- end of figures -->}, and are written by nobody but this class.
 */
public final class Page {
    private static final Pattern BLOCK = Pattern.compile(
            "(<!-- figures: (\\S+) -->\n).*?(<!-- end of figures -->)", Pattern.DOTALL);
    private Page() {}

    /**
     * The page with the figures of these tables.
     *
     * @param tables by the label of their scenario; a block without its table stays as it is
     */
    public static String update(String page, Map<String, Table> tables) {
        Matcher block = BLOCK.matcher(page);
        return block.replaceAll(found -> Matcher.quoteReplacement(tables.containsKey(found.group(2))
                ? found.group(1) + Shown.of(found.group(2), tables.get(found.group(2))).markdown()
                        + found.group(3)
                : found.group()));
    }
}
