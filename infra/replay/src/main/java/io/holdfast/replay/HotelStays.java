package io.holdfast.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/** Hotel bookings as attempts: each night of each room type of each hotel is a resource. */
record HotelStays(List<Stay> stays) {
    private static final int PERCENT = 100;

    /** One stay; {@code nights} is at least 1, a day use counts as one. */
    record Stay(String id, String bookedOn, String roomType, LocalDate arrival, long nights) {
        List<String> resources() {
            return arrival.datesUntil(arrival.plusDays(nights))
                    .map(night -> roomType + ":" + night).toList();
        }
    }

    static HotelStays read(Path file) throws IOException {
        List<Stay> stays = new ArrayList<>();
        for (CSVRecord row : Csv.read(file, "id", "booked_on", "hotel", "room_type", "arrival",
                "nights")) {
            stays.add(new Stay(row.get("id"), row.get("booked_on"),
                    row.get("hotel") + ":" + row.get("room_type"), arrival(file, row),
                    Math.max(1, Csv.number(file, row, "nights"))));
        }
        return new HotelStays(stays);
    }

    List<Attempt> attempts() {
        return stays.stream()
                .map(stay -> new Attempt("stay:" + stay.id(), stay.bookedOn(),
                        stay.resources().stream().map(night -> new Attempt.Line(night, 1)).toList(),
                        Optional.empty()))
                .toList();
    }

    /** For every night that anyone asked for, a share of the room type's highest demand. */
    Map<String, Long> capacities(int percent) {
        Map<String, Long> demand = new TreeMap<>();
        Map<String, Long> peak = new HashMap<>();
        for (Stay stay : stays) {
            for (String night : stay.resources()) {
                peak.merge(stay.roomType(), demand.merge(night, 1L, Long::sum), Math::max);
            }
        }
        Map<String, Long> capacities = new TreeMap<>();
        demand.keySet().forEach(night -> {
            String roomType = night.substring(0, night.lastIndexOf(':'));
            capacities.put(night,
                    Math.max(1, peak.getOrDefault(roomType, 0L) * percent / PERCENT));
        });
        return capacities;
    }

    private static LocalDate arrival(Path file, CSVRecord row) {
        try {
            return LocalDate.parse(row.get("arrival"));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(file + ", record " + row.getRecordNumber()
                    + ": arrival must be an ISO date", e);
        }
    }
}
