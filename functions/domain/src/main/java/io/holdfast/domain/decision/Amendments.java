package io.holdfast.domain.decision;

import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an amendment makes of the lines of a booking, and the units that it moves for that. */
final class Amendments {
    private Amendments() {}

    /**
     * Checks what only the booking shows.
     *
     * @throws InvalidInput if {@code units} is given for a booking of several lines, or if the
     *         record would name more than 100 resources
     */
    static void requireLines(Amend command, Admission admission) {
        Releases.requireOneLine(command.units(), admission);
        if (admission.lines().size() + added(command, admission).size() > Limits.RECORDED_LINES) {
            throw new InvalidInput("lines", "the lines of a booking may name "
                    + Limits.RECORDED_LINES + " resources in its life, and it has named "
                    + admission.lines().size() + "; make another booking");
        }
    }

    /** The units that each resource gains, negative where it loses; none is 0. */
    static SortedMap<ResourceId, Long> gains(Amend command, Admission admission) {
        SortedMap<ResourceId, Long> gains = new TreeMap<>();
        admission.lines().forEach(line -> gains.put(line.resource(),
                unitsOf(command, line) - line.remaining()));
        added(command, admission).forEach(part -> gains.put(part.resource(), part.units()));
        gains.values().removeIf(gain -> gain == 0);
        return gains;
    }

    /**
     * The lines of the record after it. A line that is dropped stays, without units.
     *
     * @param nonces of the intents that the new lines are kept by
     */
    static List<Line> lines(Amend command, Admission admission, Map<ResourceId, Nonce> nonces) {
        List<Line> lines = new ArrayList<>();
        for (Line line : admission.lines()) {
            long units = unitsOf(command, line);
            lines.add(units == line.remaining() ? line : line.amend(units));
        }
        for (Part part : added(command, admission)) {
            lines.add(new Line(part.resource(), part.units(), part.units(),
                    Objects.requireNonNull(nonces.get(part.resource()))));
        }
        return lines;
    }

    private static long unitsOf(Amend command, Line line) {
        return Releases.named(command.units(), command.parts(), line);
    }

    private static List<Part> added(Amend command, Admission admission) {
        Set<ResourceId> known = admission.lines().stream().map(Line::resource)
                .collect(Collectors.toCollection(HashSet::new));
        return command.parts().stream().filter(part -> !known.contains(part.resource())).toList();
    }
}
