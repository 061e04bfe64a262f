package io.holdfast.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final PrintStream output = System.out;
    private final PrintStream complaint = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @BeforeEach
    void captureTheStreams() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreTheStreams() {
        System.setOut(output);
        System.setErr(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lab --loads 0                     | lab: --loads must be from 1 to 10000
            lab --loads 5,x                   | '--loads'
            lab --loads 20,10                 | lab: --loads must be ascending
            lab --designs lock                | lab: --designs must be of holdfast, compare-and-set
            lab --only all                    | lab: --only must be one of bookings, holds, queue
            lab --seconds 0                   | lab: --seconds must be from 1 to 3600
            lab --write-ms -1                 | lab: --write-ms must be from 0 to 400
            lab --write-ms NaN                | lab: --write-ms must be from 0 to 400
            lab --network-ms 501              | lab: --network-ms must be from 0 to 500
            lab --burst 0.01 --write-units 99 | lab: --burst must be so long
            lab --burst 0                     | lab: --burst must be from 0.001 to 3600
            lab --partitions 0                | lab: --partitions must be from 1 to 10000
            lab --slow-writes 0.05            | lab: --slow-writes times --slow-write-ms must be less
            lab --slow-writes 1.5             | lab: --slow-writes must be from 0 to 1
            lab --write-price -1              | lab: --write-price must be from 0 to 1000000
            lab --price-name a,b              | lab: --price-name must have no comma
            lab --out none/such               | lab: --out: there is no folder
            lab --colour red                  | --colour
            lab long-run --bookings 0         | long-run: --bookings must be from 1 to 10000000
            lab schedule                      | --scenario
            lab schedule --scenario bok       | schedule: --scenario: there is no command "bok"; there are amend down,
            lab schedule --scenario book+9s   | schedule: --scenario: there is no command "book+9s"
            lab schedule --scenario book(odd) | schedule: --scenario: there is no initial state "odd"; there are stranger;
            lab schedule --scenario book(2000_more) | there is no initial state "2000_more"
            lab schedule --scenario book --schedule 0Q | schedule: --schedule: no step 0Q is possible there, only 0A, 0mA, 0X,
            lab schedule --scenario book --page none/such | schedule: --page: there is no folder none/such
            plan --rate 1 --minutes 1         | --capacity
            plan --capacity 0 --rate 1 --minutes 1 | plan: --capacity must be from 1 to
            plan --capacity 9 --rate 0 --minutes 1 | plan: --rate must be from 0.01 to 100000
            plan --capacity 9 --rate 1 --minutes 0 | plan: --minutes must be from 0.01 to 10080
            plan --capacity 9 --rate 1 --minutes 1 --hold PT0S | plan: --hold must be whole seconds
            plan --capacity 9 --rate 1 --minutes 1 --hold P8D | plan: --hold must be whole seconds
            plan --capacity 9 --rate 1 --minutes 1 --hold soon | '--hold'
            plan --capacity 9 --rate 1 --minutes 1 --hold PT1M --confirm-share 2 | --confirm-share
            plan --capacity 9 --rate 1 --minutes 1 --hold PT1M --confirm-after PT2M | --confirm-after
            plan --capacity 9 --rate 1 --minutes 1 --confirm-after PT2M | plan: --confirm-after needs
            plan --capacity 9 --rate 1 --minutes 1 --confirm-share 1 | plan: --confirm-share needs
            plan --capacity 9 --rate 1 --minutes 1 --door back | plan: --door must be http or queue
            plan --capacity 9 --rate 1 --minutes 1 --units 0 | plan: --units must be from 1 to 1000000
            plan --capacity 99 --rate 1 --minutes 1 --resources 51 | plan: --resources must be from 1
            plan --capacity 9 --rate 9999 --minutes 999 | must be at most 1000000 attempts
            ''                                | holdfast: needs a command: lab or plan
            """)
    void aBadOptionIsReportedInOneLineThatNamesIt(String arguments, String line) {
        int status = Main.run(arguments.isEmpty() ? new String[0] : arguments.split(" +"));

        assertThat(status).isEqualTo(2);
        assertThat(complained.toString(StandardCharsets.UTF_8)).contains(line).hasLineCount(1);
        assertThat(printed.size()).isZero();
    }

    @Test
    void theSameOptionsWriteTheSameFiles() throws IOException {
        assertThat(lab("one")).isZero();
        assertThat(lab("two")).isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("bookings\ndesign  ")
                .contains("transaction  ");
        assertThat(complained.toString(StandardCharsets.UTF_8))
                .startsWith("bookings: holdfast, 40 a second\nbookings: transaction, 40 a second");
        assertThat(folder.resolve("one")).isDirectoryContaining("glob:**.svg");
        for (String file : new String[]{"bookings.csv", "settings.csv", "committed.svg"}) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
        assertThat(Files.readString(folder.resolve("one/settings.csv")))
                .contains("one replicated write (median in ms),5\n");
    }

    private int lab(String out) {
        return Main.run("lab", "--only", "bookings", "--loads", "40", "--designs",
                "holdfast,transaction", "--write-ms", "5", "--seconds", "3", "--out",
                folder.resolve(out).toString());
    }

    @Test
    void aFileThatCannotBeWrittenIsNoBadOption() throws IOException {
        Files.createDirectories(folder.resolve("out/settings.csv"));

        assertThat(Main.run("lab", "--out", folder.resolve("out").toString())).isEqualTo(1);
        assertThat(complained.toString(StandardCharsets.UTF_8)).contains("settings.csv")
                .hasLineCount(1);
    }

    @Test
    void aPlanIsPrinted() {
        assertThat(Main.run("plan", "--capacity", "20", "--rate", "20", "--minutes", "0.05",
                "--hold", "PT1M", "--confirm-share", "0")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("20 units of one resource; ").contains("Which quotas matter?\n- ");
        assertThat(complained.toString(StandardCharsets.UTF_8))
                .isEqualTo("simulates 60 attempts\n");
    }
}
