package io.holdfast.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = new Table(List.of("design", "rate"),
            List.of(List.of("holdfast", "498.5"), List.of("transaction", "")));

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(TABLE.csv()).isEqualTo("design,rate\nholdfast,498.5\ntransaction,\n");
        assertThat(Table.parse(TABLE.csv())).isEqualTo(TABLE);
        assertThat(TABLE.numbers("rate")).containsExactly(498.5, Double.NaN);
        assertThat(TABLE.where("design", "holdfast").only("rate")).isEqualTo("498.5");
        assertThat(TABLE.without("rate", "").values("design")).containsExactly("holdfast");
    }

    @Test
    void aCellThatWouldBreakTheFileIsRefused() {
        Table table = new Table(List.of("what"), List.of(List.of("one, two")));
        assertThatThrownBy(table::csv).hasMessageContaining("one, two");
        assertThatThrownBy(() -> new Table(List.of("what"), List.of(List.of("one", "two"))))
                .hasMessageContaining("2 cells");
        assertThatThrownBy(() -> TABLE.numbers("units")).hasMessageContaining("units");
    }

    @Test
    void columnsOfATextAreAsWideAsTheirCells() {
        assertThat(TABLE.text()).isEqualTo("""
                design       rate
                holdfast     498.5
                transaction
                """);
    }
}
