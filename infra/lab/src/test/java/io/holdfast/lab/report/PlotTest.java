package io.holdfast.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PlotTest {
    private static final List<Double> LOADS = List.of(10.0, 100.0, 2_000.0);
    private static final Axis ACROSS = Axis.logarithmic("attempts a second", LOADS);

    @Test
    void aLogarithmicAxisHasTheTicksAroundItsValues() {
        assertThat(ACROSS.ticks()).containsExactly(10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0,
                2_000.0);
        assertThat(Axis.logarithmic("", List.of(2.07, 31.0)).ticks()).containsExactly(2.0, 5.0,
                10.0, 20.0, 50.0);
        assertThat(Axis.logarithmic("", List.of(Double.NaN, 0.7)).ticks()).containsExactly(0.5,
                1.0, 2.0);
        assertThat(ACROSS.place(10)).isZero();
        assertThat(ACROSS.place(2_000)).isEqualTo(1);
        assertThat(ACROSS.place(100)).isEqualTo(Math.log(10) / Math.log(200));
    }

    @Test
    void aLinearAxisStartsAtZero() {
        assertThat(Axis.linear("", List.of(3.0, 31.0)).ticks()).containsExactly(0.0, 10.0, 20.0,
                30.0, 40.0);
        assertThat(Axis.linear("", List.of(0.0)).ticks()).startsWith(0.0).last()
                .satisfies(last -> assertThat(last).isGreaterThanOrEqualTo(1));
    }

    @Test
    void aPlotHasATitleLabelsALegendAndBothColorSchemes() throws Exception {
        String svg = plot(LOADS).svg();

        DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        assertThat(svg).contains(">Bookings &amp; more</text>", ">attempts a second</text>",
                ">bookings a second</text>", ">holdfast</text>", ">2,000</text>",
                "prefers-color-scheme: dark", "aria-label=\"Bookings &amp; more\"");
        assertThat(svg).as("the same plot gives the same bytes").isEqualTo(plot(LOADS).svg());
    }

    /** A logarithmic axis has no place for 0, and an empty cell is no value at all. */
    @Test
    void aValueThatTheAxisCannotShowInterruptsTheLine() {
        assertThat(path(plot(List.of(10.0, 20.0, 30.0)).svg())).contains("M", "L").doesNotMatch(
                ".*M.*M.*");
        assertThat(path(plot(List.of(10.0, 0.0, 30.0)).svg())).matches("M[^L]*M[^L]*");
        assertThat(path(plot(List.of(10.0, Double.NaN, 30.0)).svg())).matches("M[^L]*M[^L]*");
    }

    private static Plot plot(List<Double> values) {
        return new Plot("p.svg", "Bookings & more", ACROSS,
                Axis.logarithmic("bookings a second", values),
                List.of(new Plot.Line("holdfast", 0, false, LOADS, values)));
    }

    /** The last path is the line. */
    private static String path(String svg) {
        return svg.substring(svg.lastIndexOf(" d=\"") + 4).split("\"", 2)[0];
    }
}
