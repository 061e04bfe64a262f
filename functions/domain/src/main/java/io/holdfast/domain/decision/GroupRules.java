package io.holdfast.domain.decision;

import io.holdfast.domain.Nonce;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.resource.ExpiredSlots;
import io.holdfast.domain.resource.Intent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * Which bookings of one resource can share a note: pure functions of one image of it, of fates and
 * of {@code now}. Bookings are admitted in the order of arrival, each if it fits beside those
 * admitted before.
 */
public final class GroupRules {
    private GroupRules() {}

    /**
     * What to do about a group.
     *
     * @param admitted those that the note has intents of, each with the record that decides it
     * @param note of all that are admitted; empty if none is
     * @param refused those that the image refuses, even if no other booking is admitted; in the
     *        order of arrival, in which their failures are recorded
     * @param alone those that cannot share the note: each is attempted alone, after it
     */
    public record GroupDecision(List<Admitted> admitted, Optional<Note> note,
            SequencedMap<Book, Refusal> refused, List<Book> alone) {
        public GroupDecision {
            admitted = List.copyOf(admitted);
            refused = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(refused));
            alone = List.copyOf(alone);
        }
    }

    /** A booking of the group with its intent, and its COMMITTED record. */
    public record Admitted(Book command, Intent.OfBooking intent, PutBooking record) {}

    /**
     * Decides a group.
     *
     * @param outlook empty if there is no item of the resource
     * @param nonces one for each attempt
     */
    public static GroupDecision decide(List<Book> group, Optional<Outlook> outlook, Instant now,
            Supplier<Nonce> nonces) {
        List<Admitted> admitted = new ArrayList<>();
        SequencedMap<Book, Refusal> refused = new LinkedHashMap<>();
        List<Book> alone = new ArrayList<>();
        for (Book command : group) {
            LineRequest line = command.lines().getFirst();
            Optional<Refusal> refusal = BookRules.refusal(line, BookRules.slot(command, now),
                    outlook);
            Admitted next = admitted(command, nonces.get(), now);
            if (refusal.isPresent()) {
                refused.put(command, refusal.get());
            } else if (fits(outlook.orElseThrow(), admitted, next)) {
                admitted.add(next);
            } else {
                alone.add(command);
            }
        }
        return new GroupDecision(admitted, outlook.flatMap(each -> note(each, admitted)), refused,
                alone);
    }

    private static boolean fits(Outlook outlook, List<Admitted> admitted, Admitted next) {
        List<Admitted> all = new ArrayList<>(admitted);
        all.add(next);
        return !outlook.image().intents().containsKey(next.command().booking())
                && note(outlook, all).isPresent();
    }

    private static Optional<Note> note(Outlook outlook, List<Admitted> admitted) {
        if (admitted.isEmpty()) {
            return Optional.empty();
        }
        List<Intent.OfBooking> intents = admitted.stream().map(Admitted::intent).toList();
        // One that is alone needs no room for the intents of others.
        return NotePlan.of(outlook, intents, false, admitted.size() == 1
                ? ExpiredSlots.MOST
                : ExpiredSlots.MOST_OF_GROUP).tidying()
                .map(tidying -> new Note(outlook.image().id(), intents, tidying.settlements(),
                        tidying.collected(), OptionalLong.empty()));
    }

    private static Admitted admitted(Book command, Nonce nonce, Instant now) {
        LineRequest line = command.lines().getFirst();
        OptionalLong slot = BookRules.slot(command, now);
        Intent.OfBooking intent = new BookRules.Intents(command, command.fingerprint().bits(),
                nonce, now).of(line, slot);
        return new Admitted(command, intent,
                BookRules.put(command, slot, Map.of(line.resource(), nonce), now));
    }
}
