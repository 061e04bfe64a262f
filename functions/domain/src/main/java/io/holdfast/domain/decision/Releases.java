package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.Part;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The units that a release takes from each line. */
final class Releases {
    private Releases() {}

    /** @throws InvalidInput if {@code units} is given for a booking of several lines */
    static void requireLines(Release command, Admission admission) {
        requireOneLine(command.units(), admission);
    }

    /**
     * Units without a resource are of the only line that has units left.
     *
     * @throws InvalidInput if there are several
     */
    static void requireOneLine(OptionalLong units, Admission admission) {
        if (units.isPresent() && admission.currentLines().size() > 1) {
            throw new InvalidInput("units", "the booking has several lines; say which in lines");
        }
    }

    /** The units of the line that it returns; 0 for a line that it does not name. */
    static long unitsOf(Release command, Line line) {
        if (command.isFull()) {
            return line.remaining();
        }
        return named(command.units(), command.parts(), line);
    }

    /** The units that a command names for a line; units without a resource are of the current one. */
    static long named(OptionalLong units, List<Part> parts, Line line) {
        if (units.isPresent()) {
            return line.remaining() > 0 ? units.getAsLong() : 0;
        }
        return parts.stream().filter(part -> part.resource().equals(line.resource()))
                .mapToLong(Part::units).sum();
    }

    /**
     * The figures of the first line, in the order of the command, that has fewer units left than
     * the command releases.
     */
    static Optional<Evidence> moreThanRemains(Release command, Admission admission) {
        for (Part part : command.parts()) {
            long remaining = remaining(admission, part.resource());
            if (part.units() > remaining) {
                return Optional.of(evidence(part.resource(), part.units(), remaining));
            }
        }
        long asked = command.units().orElse(0);
        return admission.currentLines().stream().findFirst()
                .filter(line -> asked > line.remaining())
                .map(line -> evidence(line.resource(), asked, line.remaining()));
    }

    private static long remaining(Admission admission, ResourceId resource) {
        return admission.lines().stream().filter(line -> line.resource().equals(resource))
                .mapToLong(Line::remaining).sum();
    }

    private static Evidence evidence(ResourceId resource, long asked, long remaining) {
        return Evidence.of(resource).with(Figure.REQUESTED, asked)
                .with(Figure.REMAINING, remaining);
    }
}
