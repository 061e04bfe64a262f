package io.holdfast.domain.decision;

import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.ResourceWrite.Move;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Movement;
import io.holdfast.domain.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether to admit bookings of one resource together: pure functions of one image of it and
 * {@code now}. Bookings are admitted in the order of arrival, each if it fits beside those admitted
 * before.
 */
public final class GroupRules {
    private GroupRules() {}

    /**
     * What to do about a group.
     *
     * @param admitted those whose records the commit puts, in its order
     * @param refused those that the image refuses, even if no other booking is admitted
     * @param crowdedOut those that fit, but not beside the admitted ones: units are lacking only if
     *        the commit takes effect, so each is decided again after it
     */
    public record GroupDecision(List<Book> admitted, Map<Book, Refusal> refused,
            List<Book> crowdedOut) {
        public GroupDecision {
            admitted = List.copyOf(admitted);
            refused = Map.copyOf(refused);
            crowdedOut = List.copyOf(crowdedOut);
        }
    }

    public static GroupDecision decide(List<Book> group, Optional<Resource> image, Instant now) {
        List<Book> admitted = new ArrayList<>();
        Map<Book, Refusal> refused = new LinkedHashMap<>();
        List<Book> crowdedOut = new ArrayList<>();
        long left = image.map(resource -> resource.availableAt(now)).orElse(0L);
        for (Book command : group) {
            LineRequest line = command.lines().getFirst();
            Optional<Refusal> refusal = BookRules.refusal(command, line, image, now);
            if (refusal.isPresent()) {
                refused.put(command, refusal.get());
            } else if (line.units() > left) {
                crowdedOut.add(command);
            } else {
                admitted.add(command);
                left -= line.units();
            }
        }
        return new GroupDecision(admitted, refused, crowdedOut);
    }

    /** The one write for those admitted. */
    public static Commit admit(List<Book> admitted, Resource image, Instant now) {
        List<RecordWrite> puts = admitted.stream()
                .<RecordWrite>map(command -> BookRules.put(command, now)).toList();
        List<Movement> movements = admitted.stream()
                .map(command -> BookRules.movement(command, command.lines().getFirst(), now))
                .toList();
        long units = movements.stream().mapToLong(Movement::units).sum();
        // One that is alone needs no room for the slots of others.
        ExpiredSlots collected = admitted.size() == 1
                ? ExpiredSlots.of(image, now, units)
                : ExpiredSlots.ofGroup(image, now, units);
        return new Commit(puts, List.of(new Move(image.id(), movements, collected,
                OptionalLong.empty(), Optional.empty())));
    }
}
