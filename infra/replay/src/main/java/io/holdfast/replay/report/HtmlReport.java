package io.holdfast.replay.report;

import io.holdfast.replay.run.Audit;
import io.holdfast.replay.run.Exchange;
import io.holdfast.replay.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

/** Writes a run and its audit as one HTML file that loads nothing else. */
public final class HtmlReport {
    /** Forbids the browser to load anything, even if markup of an id should reach the page. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";
    private static final double MILLIS_PER_SECOND = 1000.0;

    private HtmlReport() {}

    public static void write(Path out, Path attempts, Run run, Audit audit) throws IOException {
        Files.writeString(out, of(attempts.toString(), run, audit), StandardCharsets.UTF_8);
    }

    static String of(String file, Run run, Audit audit) throws IOException {
        String title = "Replay of " + Path.of(file).getFileName();
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
                + Html.escape(title) + "</title><style>" + css() + "</style></head>\n<body><main>"
                + "<h1>" + Html.escape(title) + "</h1>" + began(run) + cards(run)
                + auditSection(audit) + "<div class=\"grid\">"
                + ReportCharts.verdicts(run) + ReportCharts.latency(run)
                + OccupancyCharts.of(Occupancy.of(run, audit))
                + "</div></main></body></html>\n";
    }

    private static String began(Run run) {
        return run.exchanges().stream().map(Exchange::at).min(Comparable::compareTo)
                .map(at -> "<p class=\"soft\">Began at " + at.truncatedTo(ChronoUnit.SECONDS)
                        + "</p>")
                .orElse("");
    }

    private static String cards(Run run) {
        long committed = run.exchanges().stream().filter(Exchange::committed).count();
        return "<ul class=\"cards\">" + card(Html.count(run.exchanges().size()), "attempts")
                + card(Html.count(run.decided()), "got a verdict")
                + card(Html.count(committed), "COMMITTED")
                + card(Html.count(run.decided() - committed), "FAILED")
                + card(String.format(Locale.ROOT, "%,.1f s",
                        run.elapsed().toMillis() / MILLIS_PER_SECOND), "from first to last")
                + card(String.format(Locale.ROOT, "%,.0f", run.perSecond()), "attempts a second")
                + "</ul>\n";
    }

    private static String card(String figure, String what) {
        return "<li><b>" + Html.escape(figure) + "</b>" + Html.escape(what) + "</li>";
    }

    private static String auditSection(Audit audit) {
        StringBuilder findings = new StringBuilder();
        audit.findings().stream().limit(Audit.SHOWN).forEach(finding -> findings.append("<li>")
                .append(Html.escape(finding)).append("</li>"));
        int more = audit.findings().size() - Audit.SHOWN;
        return Html.section(audit.passed() ? "The audit passed" : "The audit failed",
                "wide verdict" + (audit.passed() ? "" : " failed"),
                "<p><strong>" + Html.escape(audit.summary()) + "</strong></p>"
                        + (findings.isEmpty()
                                ? ""
                                : "<ul class=\"findings\">" + findings + "</ul>")
                        + (more > 0 ? "<p>and " + Html.count(more) + " more</p>" : "")
                        + "<p class=\"soft\">Digest of all verdicts and counters: <code>"
                        + audit.digest() + "</code></p>");
    }

    private static String css() throws IOException {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(css, "report.css").readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
