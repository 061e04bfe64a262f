package io.holdfast.operate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.audit.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Edits a real table, one item at a time, and asks the audit. Whatever it must find it finds; what
 * nobody can see has its reason. The table of the document is what this run has seen.
 */
class TamperTest {
    private static final Path PAGE = Path.of("..", "..", "infra", "docs", "tamper.md");
    private static final int EDITS = 1_000;
    private static final long SEED = 16;
    private static final int STEPS = 700;
    /** Items that are drawn for one edit; few items have some of what is edited. */
    private static final int MOST_TRIES = 400;
    private static final int MOST_ROUNDS = 2;

    /** What became of the edits of one kind. */
    private static final class Row {
        private final String reason;
        private final Set<Promise> rules = EnumSet.noneOf(Promise.class);
        private final List<String> missed = new ArrayList<>();
        private int tried;
        private int found;

        Row(String reason) {
            this.reason = reason;
        }

        void add(AuditResult result, String what) {
            tried++;
            if (result.found() > 0) {
                found++;
                result.findings().forEach(finding -> rules.add(finding.rule()));
            } else {
                missed.add(what);
            }
        }
    }

    private final Tables tables = Tables.of(RealTable.of(SEED, STEPS));
    private final Random random = new Random(SEED);
    private final Map<String, Row> rows = new TreeMap<>();

    @Test
    void everyEditIsFoundOrHasItsReason() throws IOException {
        assertThat(tables.audit().findings()).as("the table before any edit").isEmpty();
        List<BooleanSupplier> kinds = kinds();

        int made = 0;
        for (int i = 0; made < EDITS && i < MOST_ROUNDS * EDITS; i++) {
            made += kinds.get(i % kinds.size()).getAsBoolean() ? 1 : 0;
        }
        assertThat(made).isEqualTo(EDITS);

        String table = table();
        if (Boolean.getBoolean("tamper.write")) {
            write(table);
        }
        assertThat(rows.entrySet()).allSatisfy(row -> {
            Row got = row.getValue();
            assertThat(got.tried).as("%s: the table has some", row.getKey()).isPositive();
            if (got.reason.isEmpty()) {
                assertThat(got.missed).as(row.getKey()).isEmpty();
            } else {
                assertThat(got.found).as("%s: can be seen after all", row.getKey())
                        .isLessThan(got.tried);
            }
        });
        assertThat(Files.readString(PAGE)).as("infra/docs/tamper.md holds this table"
                + " (-Dtamper.write=true writes it)").contains(table);
    }

    private List<BooleanSupplier> kinds() {
        List<BooleanSupplier> kinds = new ArrayList<>();
        Stream.of(ResourceEdits.all(), BookingEdits.all(), CommandEdits.all(), RecordEdits.all(),
                WholeItemEdits.ofAttributes()).flatMap(List::stream)
                .forEach(edit -> kinds.add(() -> edit(edit)));
        WholeItemEdits.all().forEach(whole -> kinds.add(() -> whole(whole)));
        return kinds;
    }

    /** Makes one edit of a kind; returns whether it found an item for it. */
    private boolean edit(Edit edit) {
        Row row = row(edit.of(), edit.what(), edit.reason());
        for (int i = 0; i < MOST_TRIES; i++) {
            List<Map<String, AttributeValue>> all = all(edit.of());
            int place = random.nextInt(all.size());
            Map<String, AttributeValue> item = all.get(place);
            Map<String, AttributeValue> changed = edit.of().is(item, isListed(edit.of()))
                    ? edit.change().of(item, random, tables)
                    : null;
            if (changed != null && !changed.equals(item)) {
                List<Map<String, AttributeValue>> other = new ArrayList<>(all);
                other.set(place, changed);
                row.add(with(edit.of(), other).audit(), item + " -> " + changed);
                return true;
            }
        }
        return false;
    }

    private boolean whole(WholeItemEdits.Whole edit) {
        List<Map<String, AttributeValue>> all = new ArrayList<>(all(edit.of()));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (edit.of().is(all.get(i), isListed(edit.of())) && edit.which().test(all.get(i))) {
                places.add(i);
            }
        }
        Row row = row(edit.of(), edit.what(), edit.reason());
        if (places.isEmpty()) {
            return false;
        }
        int place = Others.any(places, random);
        Map<String, AttributeValue> item = all.get(place);
        switch (edit.way()) {
            case REMOVED -> all.remove(place);
            case DOUBLED -> all.add(item);
            case COPIED -> all.add(WholeItemEdits.copy(item));
        }
        row.add(with(edit.of(), all).audit(), edit.what() + " " + item);
        return true;
    }

    private static boolean isListed(Edit.Of of) {
        return of == Edit.Of.ENTRY;
    }

    private List<Map<String, AttributeValue>> all(Edit.Of of) {
        return isListed(of) ? tables.entries() : tables.items();
    }

    private Tables with(Edit.Of of, List<Map<String, AttributeValue>> other) {
        return isListed(of)
                ? tables.with(tables.items(), other)
                : tables.with(other, tables.entries());
    }

    private Row row(Edit.Of of, String what, Optional<String> reason) {
        return rows.computeIfAbsent(of.order() + " " + of.words() + " | " + what,
                key -> new Row(reason.orElse("")));
    }

    private String table() {
        StringBuilder table = new StringBuilder();
        line(table, "| an edit of | what | tried | found | by |", "|---|---|--:|--:|---|", true);
        table.append('\n');
        line(table, "| an edit of | what | tried | found | why nobody can see it, or not always |",
                "|---|---|--:|--:|---|", false);
        return table.toString();
    }

    private void line(StringBuilder table, String head, String rule, boolean visible) {
        table.append(head).append('\n').append(rule).append('\n');
        rows.forEach((key, row) -> {
            if (row.reason.isEmpty() == visible) {
                table.append("| ").append(key.substring(2)).append(" | ").append(row.tried)
                        .append(" | ").append(row.found).append(" | ")
                        .append(visible ? rules(row) : row.reason).append(" |\n");
            }
        });
    }

    private static String rules(Row row) {
        return row.rules.stream().map(Promise::name).sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", "));
    }

    private static void write(String table) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("| an edit of");
        int to = page.indexOf("<!-- end of the table -->");
        Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
    }
}
