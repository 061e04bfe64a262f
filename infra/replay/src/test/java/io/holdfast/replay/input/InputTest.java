package io.holdfast.replay.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Accepted input files, and the messages about invalid ones. */
class InputTest {
    private static final String HEADER = "booking_id,resource,units,date,reference\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            b#1,r,1,,       | booking_id "b#1" has a character other than
            b 1,r,1,,       | booking_id "b 1" has a character other than
            b/1,r,1,,       | booking_id "b/1" has a character other than
            b%31,r,1,,      | booking_id "b%31" has a character other than
            .,r,1,,         | booking_id "." cannot be addressed in a URL
            ..,r,1,,        | booking_id ".." cannot be addressed in a URL
            ,r,1,,          | booking_id is empty
            b,r?x=1,1,,     | resource "r?x=1" has a character other than
            b,r,0,,         | units must be from 1 to 1000000, not 0
            b,r,-3,,        | units must be from 1 to 1000000, not -3
            b,r,1000001,,   | units must be from 1 to 1000000, not 1000001
            b,r,99999999999999999999,, | units must be from 1 to 1000000, not 99999999999999999999
            b,r,1.5,,       | units must be a whole number, not "1.5"
            b,r,,,          | units must be a whole number, not ""
            b,r,1,2015-02-30, | date must be a date such as 2026-11-26
            b,r,1,01.02.2015, | date must be a date such as 2026-11-26
            b,r,1           | the row has 3 fields, the header 5
            b,r,1,,,        | the row has 6 fields, the header 5
            b,r,1,"x        | a quoted field is not closed
            """)
    void anInvalidRowIsReportedWithItsLine(String row, String complaint) {
        assertThatThrownBy(() -> attempts(HEADER + "good,r,1,,\n" + row + "\n"))
                .isInstanceOf(BadInput.class).hasMessageContaining("in.csv:3: " + complaint);
    }

    @Test
    void lineNumbersCountTheLinesOfQuotedFieldsAndBlankOnes() {
        assertThatThrownBy(() -> attempts(HEADER + "a,r,1,,\"two\nlines\"\n\nb,r,0,,\n"))
                .hasMessageContaining("in.csv:5: units");
    }

    @Test
    void allProblemsAreFoundAtOnceAndTwentyAreListed() {
        String rows = IntStream.range(0, 30).mapToObj(i -> "b" + i + ",r,-1,,\n")
                .collect(Collectors.joining());

        assertThatThrownBy(() -> attempts(HEADER + rows))
                .hasMessageContaining("has 30 problems; nothing was sent")
                .hasMessageContaining("in.csv:21: ").hasMessageNotContaining("in.csv:22: ")
                .hasMessageContaining("and 10 more");
    }

    @Test
    void rowsOfOneBookingMustAgree() throws IOException {
        assertThat(attempts(HEADER + "b,r,1,2015-01-01,x\nc,r,1,,\nb,s,2,2015-01-01,x\n"))
                .extracting(attempt -> attempt.lines().size()).containsExactly(2, 1);
        assertThatThrownBy(() -> attempts(HEADER + "b,r,1,,\nb,r,2,,\n"))
                .hasMessageContaining(
                        "in.csv:3: booking_id \"b\" already has a row for \"r\", in line 2");
        assertThatThrownBy(() -> attempts(HEADER + "b,r,1,2015-01-01,\nb,s,1,2015-01-02,\n"))
                .hasMessageContaining(
                        "in.csv:3: date differs from that of the same booking in line 2");
        assertThatThrownBy(() -> attempts(HEADER + "b,r,1,,x\nb,s,1,,y\n"))
                .hasMessageContaining("in.csv:3: reference differs from that");
    }

    @Test
    void aReferenceIsCountedInCodePoints() throws IOException {
        assertThat(attempts(HEADER + "b,r,1,," + "\uD83D\uDE00".repeat(256) + "\n")).hasSize(1);
        assertThatThrownBy(() -> attempts(HEADER + "b,r,1,," + "x".repeat(257) + "\n"))
                .hasMessageContaining("reference has more than 256 characters");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        assertThat(attempts("\uFEFF" + HEADER + "b,r,1,,\n")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"booking_id;resource;units;reference\nb;r;1;a,b",
            "booking_id\tresource\tunits\treference\nb\tr\t1\ta,b",
            "booking_id|resource|units|reference\nb|r|1|a,b",
            "\"booking_id\";\"resource\";\"units\";\"reference\"\n\"b\";\"r\";\"1\";\"a,b\"",
            "booking_id,resource,units,reference\nb,r,1,\"a,b\""})
    void theSeparatorIsFoundInTheHeader(String text) throws IOException {
        assertThat(attempts(text)).singleElement()
                .satisfies(attempt -> assertThat(attempt.reference()).contains("a,b"));
    }

    @Test
    void theSeparatorAndTheEncodingAreOptions() throws IOException {
        Path file = Files.write(folder.resolve("in.csv"),
                "booking_id^resource^units^reference\nb^r^1^M\u00fcller\n"
                        .getBytes(Charset.forName("windows-1252")));

        assertThat(AttemptsCsv.read(file, format("--separator=^", "--encoding=windows-1252")))
                .singleElement().satisfies(
                        attempt -> assertThat(attempt.reference()).contains("M\u00fcller"));
        assertThatThrownBy(() -> AttemptsCsv.read(file, format("--separator=^")))
                .hasMessageContaining("in.csv:2: byte 0xfc is not UTF-8");
        assertThatThrownBy(() -> AttemptsCsv.read(file, format("--separator=ab")))
                .hasMessageContaining("--separator must be one character");
    }

    @Test
    void anotherEncodingIsReportedAndNotGuessed() throws IOException {
        Path file = Files.write(folder.resolve("in.csv"),
                (HEADER + "b,r,1,,\n").getBytes(StandardCharsets.UTF_16));

        assertThatThrownBy(() -> AttemptsCsv.read(file, format()))
                .hasMessageContaining("is written in UTF-16");
        assertThat(AttemptsCsv.read(file, format("--encoding=UTF-16"))).hasSize(1);
    }

    @Test
    void aFileWithoutRowsOrColumnsIsRejected() {
        assertThatThrownBy(() -> attempts("")).hasMessageContaining("in.csv is empty");
        assertThatThrownBy(() -> attempts("\n\n")).hasMessageContaining("in.csv is empty");
        assertThatThrownBy(() -> attempts(HEADER))
                .hasMessageContaining("has a header and no rows");
        assertThatThrownBy(() -> attempts("booking_id,unit\nb,1\n")).hasMessageContaining(
                "has no column resource, units; its columns are booking_id, unit");
        assertThatThrownBy(() -> attempts("booking_id,resource,units,units\nb,r,1,2\n"))
                .hasMessageContaining("has the column units twice");
        assertThatThrownBy(() -> AttemptsCsv.read(folder, format()))
                .hasMessageContaining("is a folder");
    }

    @Test
    void resourcesAreCheckedLikeAttempts() throws IOException {
        Path file = Files.writeString(folder.resolve("r.csv"),
                "resource,capacity\nr,1\na b,1\ns,-1\nr,2\nt,1000000000001\n");

        assertThatThrownBy(() -> ResourcesCsv.read(file, format()))
                .hasMessageContaining("r.csv has 4 problems")
                .hasMessageContaining("r.csv:3: resource \"a b\"")
                .hasMessageContaining("r.csv:4: capacity must be from 0")
                .hasMessageContaining("r.csv:5: resource \"r\" is defined twice")
                .hasMessageContaining("r.csv:6: capacity must be from 0 to 1000000000000");
    }

    private List<Attempt> attempts(String text) throws IOException {
        return AttemptsCsv.read(Files.writeString(folder.resolve("in.csv"), text), format());
    }

    static CsvFormat format(String... options) {
        CsvFormat format = new CsvFormat();
        new CommandLine(new Plain()).addMixin("format", format).parseArgs(options);
        return format;
    }

    /** A command without options of its own. */
    @CommandLine.Command
    static final class Plain {}
}
