package io.holdfast.replay.input;

import io.holdfast.replay.input.HotelStays.Stay;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes amendments of hotel stays, since a file of bookings has none: some guests stay a night more
 * or less, and some change the room type. Which ones follows from the id of the stay, so that each
 * run of the same file amends the same stays.
 *
 * @param nightsPercent stays in a hundred that get a night more or a night less
 * @param roomTypePercent stays in a hundred that change to the next room type of their hotel
 */
public record StayChanges(int nightsPercent, int roomTypePercent) {
    private static final int PERCENT = 100;

    public StayChanges {
        if (nightsPercent < 0 || roomTypePercent < 0 || nightsPercent + roomTypePercent > PERCENT) {
            throw new BadInput("--nights-percent and --room-type-percent must be from 0 to "
                    + PERCENT + " in all");
        }
    }

    /** The stays as they are after their change; those that do not change are left out. */
    List<Stay> changed(List<Stay> stays) {
        Map<String, TreeSet<String>> roomTypes = stays.stream().collect(Collectors.groupingBy(
                StayChanges::hotel, TreeMap::new,
                Collectors.mapping(Stay::roomType, Collectors.toCollection(TreeSet::new))));
        return stays.stream().flatMap(stay -> changed(stay,
                roomTypes.getOrDefault(hotel(stay), new TreeSet<>())).stream()).toList();
    }

    private Optional<Stay> changed(Stay stay, TreeSet<String> roomTypes) {
        int draw = draw(stay.id());
        if (draw % PERCENT < nightsPercent) {
            boolean more = stay.nights() == 1 || draw / PERCENT % 2 == 0;
            return Optional.of(stay.withNights(stay.nights() + (more ? 1 : -1)));
        }
        if (draw % PERCENT < nightsPercent + roomTypePercent && roomTypes.size() > 1) {
            String next = roomTypes.higher(stay.roomType());
            return Optional.of(stay.withRoomType(next == null ? roomTypes.first() : next));
        }
        return Optional.empty();
    }

    private static String hotel(Stay stay) {
        return stay.roomType().substring(0, stay.roomType().lastIndexOf(':'));
    }

    /** A number from 0 that is the same for the same id, on every machine. */
    private static int draw(String id) {
        MessageDigest digest = Digests.sha256();
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8))).getInt()
                & Integer.MAX_VALUE;
    }
}
