package io.holdfast.domain.decision;

import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Line;
import io.holdfast.domain.command.Command.Release;
import java.util.Optional;

/** The units that a release takes from each line. */
final class Releases {
    private Releases() {}

    /** @throws InvalidInput if {@code units} is given for a booking of several lines */
    static void requireLines(Release command, Admission admission) {
        if (command.units().isPresent() && admission.lines().size() > 1) {
            throw new InvalidInput("units", "the booking has several lines; say which in lines");
        }
    }

    /** The units of the line that it returns; 0 for a line that it does not name. */
    static long unitsOf(Release command, Line line) {
        if (command.isFull()) {
            return line.remaining();
        }
        return command.units().orElseGet(() -> command.parts().stream()
                .filter(part -> part.resource().equals(line.resource()))
                .mapToLong(Release.Part::units).sum());
    }

    /**
     * The figures of the first line, in the order of the command, that has fewer units left than
     * the command releases.
     */
    static Optional<Evidence> moreThanRemains(Release command, Admission admission) {
        for (Release.Part part : command.parts()) {
            long remaining = remaining(admission, part.resource());
            if (part.units() > remaining) {
                return Optional.of(evidence(part.resource(), part.units(), remaining));
            }
        }
        Line first = admission.lines().getFirst();
        long asked = command.units().orElse(0);
        return asked > first.remaining()
                ? Optional.of(evidence(first.resource(), asked, first.remaining()))
                : Optional.empty();
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
