package io.holdfast.replay.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds parts of an HTML page. */
final class Html {
    private Html() {}

    /** Escapes text for an element or an attribute: ids and evidence are untrusted input. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;").replace("'", "&#39;");
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A table whose first column is the header of its row; a wide table scrolls by itself. */
    static String table(String caption, List<String> columns, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escape(caption)).append("\"><table><caption>").append(escape(caption))
                .append("</caption><thead><tr>");
        columns.forEach(column -> table.append("<th scope=\"col\">").append(escape(column))
                .append("</th>"));
        table.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            table.append("<tr><th scope=\"row\">").append(escape(row.getFirst())).append("</th>");
            row.stream().skip(1).forEach(field -> table.append("<td>").append(escape(field))
                    .append("</td>"));
            table.append("</tr>\n");
        }
        return table.append("</tbody></table></div>").toString();
    }

    static String details(String summary, String content) {
        return "<details><summary>" + escape(summary) + "</summary>" + content + "</details>";
    }

    /** A legend: names with their colors. */
    static String legend(Map<String, Integer> colors) {
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
        colors.forEach((name, color) -> legend.append("<li><i class=\"f").append(color)
                .append("\"></i>").append(escape(name)).append("</li>"));
        return legend.append("</ul>").toString();
    }

    static String section(String title, String cssClass, String content) {
        return "<section class=\"" + cssClass + "\"><h2>" + escape(title) + "</h2>" + content
                + "</section>\n";
    }
}
