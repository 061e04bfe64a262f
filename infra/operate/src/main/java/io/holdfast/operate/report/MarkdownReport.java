package io.holdfast.operate.report;

import io.holdfast.operate.audit.AuditResult.Counts;
import io.holdfast.operate.audit.Finding;
import io.holdfast.operate.run.Audited;
import java.time.Instant;
import java.util.List;

/** Writes the result of an audit as a Markdown page. */
public final class MarkdownReport {
    /** Findings, and things in motion, that are listed; beyond it they are counted. */
    public static final int MOST_LISTED = 200;

    private final StringBuilder page = new StringBuilder();

    private MarkdownReport() {}

    public static String of(Audited audited) {
        MarkdownReport report = new MarkdownReport();
        report.line("# Audit of " + text(audited.sources().getFirst().name()));
        report.line("");
        report.line("**" + audited.verdict() + "**");
        report.read(audited);
        report.findings(audited);
        report.inMotion("Resources in motion", "Written to in every round, so their sums were not"
                + " judged, nor what an item says only together with others.",
                audited.resourcesInMotion());
        report.inMotion("Bookings in motion", "Their entries in the listing differ, and they were"
                + " written to so recently that these may still come.",
                audited.bookingsInMotion());
        return report.page.toString();
    }

    private void read(Audited audited) {
        line("");
        line("| read | items | as of |");
        line("|---|---|---|");
        audited.sources().forEach(each -> line("| %s | %,d | %s |".formatted(text(each.name()),
                each.items(), each.moment().map(Instant::toString).orElse(began(audited)))));
        Counts counts = audited.counts();
        line("");
        line("| resources | bookings | of them failed | definitions | entries | open intents"
                + " | fingerprints that prove nothing |");
        line("|---|---|---|---|---|---|---|");
        line("| %,d | %,d | %,d | %,d | %,d | %,d | %,d |".formatted(counts.resources(),
                counts.bookings(), counts.failedBookings(), counts.definitions(),
                counts.entries(), counts.intents(), counts.unproven()));
    }

    private static String began(Audited audited) {
        return audited.at() + (audited.rounds() == 1
                ? ", one round"
                : ", " + audited.rounds() + " rounds");
    }

    private void findings(Audited audited) {
        if (audited.passed()) {
            return;
        }
        line("");
        line("## Findings");
        line("| item | rule | figures |");
        line("|---|---|---|");
        List<Finding> listed = audited.findings().stream().limit(MOST_LISTED).toList();
        listed.forEach(each -> line("| %s | %s | %s |".formatted(text(each.item()),
                text(each.rule().sentence()), text(each.figures()))));
        more(audited.found() - listed.size());
    }

    private void inMotion(String title, String why, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        line("");
        line("## " + title);
        line(why);
        line("");
        ids.stream().limit(MOST_LISTED).forEach(each -> line("- " + text(each)));
        more(ids.size() - MOST_LISTED);
    }

    private void more(long number) {
        if (number > 0) {
            line("");
            line("And %,d more.".formatted(number));
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    // What an edit by hand has put into a key must not end the table's cell.
    private static String text(String any) {
        return any.replaceAll("[\\p{Cntrl}]", "?").replace("\\", "\\\\").replace("|", "\\|")
                .replace("<", "&lt;").replace("`", "\\`");
    }
}
