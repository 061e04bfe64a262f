package io.holdfast.replay.input;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Hotel bookings. Each night of each room type of each hotel is a resource. */
public record HotelStays(List<Stay> stays) {
    /** The limit of nights in one stay; a longer stay is treated as an error in the file. */
    static final int MOST_NIGHTS = 366;
    private static final int PERCENT = 100;

    /**
     * One stay.
     *
     * @param roomType hotel and room type, the prefix of the ids of its resources
     * @param nights at least 1: a day use takes one night
     */
    record Stay(String id, long line, LocalDate bookedOn, String roomType, LocalDate arrival,
            long nights) {
        Stay withNights(long other) {
            return new Stay(id, line, bookedOn, roomType, arrival, other);
        }

        Stay withRoomType(String other) {
            return new Stay(id, line, bookedOn, other, arrival, nights);
        }

        Attempt attempt() {
            return new Attempt(id, line, Optional.of(bookedOn),
                    resources().stream().map(night -> new Attempt.Line(night, 1)).toList(),
                    Optional.empty());
        }

        List<String> resources() {
            return arrival.datesUntil(arrival.plusDays(nights))
                    .map(night -> roomType + ":" + night).toList();
        }
    }

    /**
     * Reads the stays of a file.
     *
     * @throws BadInput if any row is invalid
     */
    public static HotelStays read(Path file, CsvFormat format) throws IOException {
        Problems problems = new Problems(file);
        Map<String, Stay> stays = new HashMap<>();
        List<Stay> ordered = new ArrayList<>();
        for (Csv.Row row : Csv.read(file, format, "id", "booked_on", "hotel", "room_type",
                "arrival", "nights").rows()) {
            Stay stay = stay(row, problems);
            Stay earlier = stays.putIfAbsent(stay.id(), stay);
            if (earlier != null) {
                problems.add(row, "id", "is the same as in line " + earlier.line());
            }
            ordered.add(stay);
        }
        problems.rejectIfAny();
        return new HotelStays(ordered);
    }

    public List<Attempt> attempts() {
        return stays.stream().map(Stay::attempt).toList();
    }

    /** The lines that some of the bookings get later. */
    public List<Attempt> amendments(StayChanges changes) {
        return changes.changed(stays).stream().map(Stay::attempt).toList();
    }

    /**
     * The capacity of each night that is requested, or that a change asks for: a percentage of the
     * rooms that were requested for the room type's busiest night.
     */
    public Map<String, Long> capacities(int percent, StayChanges changes) {
        Map<String, Long> demand = new TreeMap<>();
        Map<String, Long> peak = new HashMap<>();
        for (Stay stay : stays) {
            for (String night : stay.resources()) {
                peak.merge(stay.roomType(), demand.merge(night, 1L, Long::sum), Math::max);
            }
        }
        changes.changed(stays).forEach(stay -> stay.resources()
                .forEach(night -> demand.putIfAbsent(night, 0L)));
        Map<String, Long> capacities = new TreeMap<>();
        demand.keySet().forEach(night -> {
            String roomType = night.substring(0, night.lastIndexOf(':'));
            capacities.put(night,
                    Math.max(1, peak.getOrDefault(roomType, 0L) * percent / PERCENT));
        });
        return capacities;
    }

    private static Stay stay(Csv.Row row, Problems problems) {
        Fields fields = new Fields(problems);
        return new Stay("stay:" + part(row, "id", problems), row.line(),
                fields.date(row, "booked_on"),
                part(row, "hotel", problems) + ":" + part(row, "room_type", problems),
                fields.date(row, "arrival"),
                Math.max(1, fields.number(row, "nights", 0, MOST_NIGHTS)));
    }

    private static String part(Csv.Row row, String column, Problems problems) {
        if (row.text(column).isBlank()) {
            problems.add(row, column, "is empty");
        }
        return Ids.part(row.text(column));
    }
}
