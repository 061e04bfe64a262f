package io.holdfast.replay.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotelStaysTest {
    private static final String HEADER = "booked_on,id,hotel,room_type,arrival,nights\n";

    @TempDir
    private Path folder;

    @Test
    void everyNameBecomesAValidIdAndNoTwoTheSame() throws IOException {
        List<String> names = List.of("Gr\u00fcner Hof", "Gruner Hof", "Gr\u00fcner-Hof",
                "Gr\u00fcner/Hof", "Gr\u00fcner#Hof", "gr\u00fcner hof", "\u5bbe\u9986",
                "\u65c5\u9986", "Hof:A", "Hof", "Hof~", "#", "%", ".", "..",
                "x".repeat(300), "x".repeat(301));
        StringBuilder rows = new StringBuilder();
        names.forEach(name -> rows.append("2015-01-01,\"").append(name).append("\",\"")
                .append(name).append("\",A,2015-07-01,1\n"));

        List<Attempt> attempts = stays(rows.toString()).attempts();

        assertThat(ids(attempts)).hasSize(2 * names.size()).doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(Ids.fault(id)).isEmpty());
        assertThat(attempts.getFirst().lines().getFirst().resource())
                .startsWith("Gruner-Hof~").endsWith(":A:2015-07-01");
    }

    @Test
    void aPartOfAnIdIsStableAndDiffersFromThePartOfItself() {
        assertThat(Ids.part("Hof 1")).isEqualTo("Hof-1~d415d62e94482319").isEqualTo(
                Ids.part(" Hof 1 "));
        assertThat(Ids.part(Ids.part("Hof 1"))).isNotEqualTo(Ids.part("Hof 1"));
        assertThat(Ids.part("Mu\u0308ller")).isEqualTo(Ids.part("M\u00fcller"));
        assertThat(Ids.part("resort")).isEqualTo("resort");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2015-01-01,1,h,A,2015-07-01,-3   | nights must be from 0 to 366, not -3
            2015-01-01,1,h,A,2015-07-01,367  | nights must be from 0 to 366, not 367
            2015-01-01,1,h,A,2015-07-01,two  | nights must be a whole number, not "two"
            2015-01-01,1,h,A,2015-06-31,1    | arrival must be a date
            2015-01-01,1,h,A,99999-01-01,1   | arrival must be a date
            01/02/2015,1,h,A,2015-07-01,1    | booked_on must be a date
            2015-01-01,1,,A,2015-07-01,1     | hotel is empty
            2015-01-01,17,h,A,2015-07-01,1   | id is the same as in line 2
            """)
    void anInvalidStayIsReportedAndNotCorrected(String row, String complaint) {
        assertThatThrownBy(() -> stays("2015-01-01,17,h,A,2015-07-01,1\n" + row + "\n"))
                .isInstanceOf(BadInput.class).hasMessageContaining("in.csv:3: " + complaint);
    }

    @Test
    void aDayUseTakesTheNightOfItsArrival() throws IOException {
        assertThat(stays("2015-01-01,1,h,A,2015-07-01,0\n").attempts().getFirst().lines())
                .containsExactly(new Attempt.Line("h:A:2015-07-01", 1));
    }

    @Test
    void someStaysChangeTheirNightsAndOthersTheirRoomType() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            rows.append("2015-01-01,").append(i).append(",h,").append(i % 2 == 0 ? "A" : "B")
                    .append(",2015-07-01,").append(1 + i % 3).append('\n');
        }
        HotelStays stays = stays(rows.toString());
        Map<String, List<Attempt.Line>> before = stays.attempts().stream()
                .collect(Collectors.toMap(Attempt::bookingId, Attempt::lines));

        List<Attempt> changed = stays.amendments(new StayChanges(10, 5));

        assertThat(changed).as("the same in each run")
                .isEqualTo(stays.amendments(new StayChanges(10, 5)));
        Map<Boolean, Long> sameRoom = changed.stream().collect(Collectors.partitioningBy(
                each -> each.lines().getFirst()
                        .equals(before.getOrDefault(each.bookingId(), List.of()).getFirst()),
                Collectors.counting()));
        assertThat(sameRoom.get(true)).isBetween(70L, 130L);
        assertThat(sameRoom.get(false)).isBetween(25L, 75L);
        assertThat(changed).allSatisfy(each -> assertThat(each.lines()).isNotEmpty()
                .isNotEqualTo(before.get(each.bookingId())));
    }

    @Test
    void aNightThatOnlyAChangeAsksForHasACapacityToo() throws IOException {
        HotelStays stays = stays("2015-01-01,1,h,A,2015-07-01,1\n2015-01-01,2,h,A,2015-07-01,1\n");

        assertThat(stays.capacities(50, new StayChanges(100, 0))).containsExactly(
                Map.entry("h:A:2015-07-01", 1L), Map.entry("h:A:2015-07-02", 1L));
    }

    @Test
    void moreThanAllStaysCannotChange() {
        assertThatThrownBy(() -> new StayChanges(60, 50)).isInstanceOf(BadInput.class)
                .hasMessageContaining("--nights-percent");
        assertThatThrownBy(() -> new StayChanges(-1, 0)).isInstanceOf(BadInput.class);
    }

    private HotelStays stays(String rows) throws IOException {
        return HotelStays.read(Files.writeString(folder.resolve("in.csv"), HEADER + rows),
                InputTest.format());
    }

    private static List<String> ids(List<Attempt> attempts) {
        return attempts.stream().flatMap(attempt -> Stream.of(attempt.bookingId(),
                attempt.lines().getFirst().resource())).toList();
    }
}
