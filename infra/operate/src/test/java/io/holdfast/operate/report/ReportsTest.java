package io.holdfast.operate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.audit.Promise;
import io.holdfast.operate.audit.AuditResult.Counts;
import io.holdfast.operate.audit.Finding;
import io.holdfast.operate.run.Audited;
import io.holdfast.operate.run.Audited.Read;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Both reports say what was read, what was found, and what could not be judged. */
class ReportsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aReportNamesItemRuleAndFigures() {
        Audited audited = audited(List.of(new Finding("resource#room-12",
                Promise.CONFIRMED_UNITS, "7 confirmed, and its bookings 6")), 1, List.of("hot"),
                List.of());

        assertThat(MarkdownReport.of(audited)).isEqualTo("""
                # Audit of table holdfast

                **1 finding; 1 resource in motion was not judged.**

                | read | items | as of |
                |---|---|---|
                | table holdfast | 1,234 | 2026-03-01T12:00:00Z, 4 rounds |
                | table list | 5 | 2026-03-01T12:00:00Z, 4 rounds |

                | resources | bookings | of them failed | definitions | entries | open intents \
                | fingerprints that prove nothing |
                |---|---|---|---|---|---|---|
                | 1 | 1,000 | 3 | 4 | 5 | 6 | 7 |

                ## Findings
                | item | rule | figures |
                |---|---|---|
                | resource#room-12 | units confirmed are those of the confirmed bookings \
                | 7 confirmed, and its bookings 6 |

                ## Resources in motion
                Written to in every round, so their sums were not judged, nor what an item says \
                only together with others.

                - hot
                """);
        assertThat(JsonReport.of(audited)).contains("\"passed\" : false", "\"found\" : 1",
                "\"item\" : \"resource#room-12\"", "\"rule\" : \"CONFIRMED_UNITS\"",
                "\"figures\" : \"7 confirmed, and its bookings 6\"",
                "\"resourcesInMotion\" : [ \"hot\" ]", "\"bookings\" : 1000", "\"rounds\" : 4");
    }

    @Test
    void findingsBeyondTheLimitAreCounted() {
        List<Finding> many = IntStream.range(0, 1_000)
                .mapToObj(i -> new Finding("booking#" + i, Promise.READABLE, "nothing")).toList();

        assertThat(MarkdownReport.of(audited(many, 5_000, List.of(), List.of())))
                .contains("**5,000 findings.**", "| booking#199 |", "And 4,800 more.")
                .doesNotContain("| booking#200 |");
    }

    @Test
    void aKeyOfSomebodyElseBreaksNoTable() {
        Finding odd = new Finding("a|b\n<script>`", Promise.OURS, "a key of no kind");

        assertThat(MarkdownReport.of(audited(List.of(odd), 1, List.of(), List.of())))
                .contains("| a\\|b?&lt;script>\\` | every item has");
    }

    @Test
    void whatWasNotJudgedIsPartOfTheVerdict() {
        assertThat(audited(List.of(), 0, List.of("a", "b"), List.of("c")).verdict()).isEqualTo(
                "No finding, but 2 resources and 1 booking in motion were not judged:"
                        + " run it again.");
        assertThat(MarkdownReport.of(audited(List.of(), 0, List.of(), List.of("c"))))
                .contains("## Bookings in motion\nTheir entries in the listing differ", "- c\n");
    }

    private static Audited audited(List<Finding> findings, long found, List<String> resources,
            List<String> bookings) {
        return new Audited(List.of(new Read("table holdfast", 1_234, Optional.empty()),
                new Read("table list", 5, Optional.empty())), NOON, 4,
                new Counts(1, 1_000, 3, 4, 5, 6, 7), findings, found, resources, bookings, 0);
    }
}
