package io.holdfast.lab.explorer;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Nonce;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verb;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.booking.Transition;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.AddFailure;
import io.holdfast.domain.ledger.RecordWrite.AddTransition;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.RecordWrite.RaiseVersion;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Note;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.resource.Fate;
import io.holdfast.domain.resource.Intent;
import io.holdfast.domain.resource.Resource;
import io.holdfast.domain.resource.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rules that are no conditions, each taken away between the protocol and its ledger. */
final class Mutants {
    private Mutants() {}

    /** N7: who has raised the version of his own booking counts it up by hand. */
    static final class CountsVersionsByHand extends Mutant {
        private final Map<BookingId, Booking> seen = new HashMap<>();
        private final Map<BookingId, Booking> counted = new HashMap<>();

        CountsVersionsByHand(Ledger ledger) {
            super(ledger);
        }

        @Override
        public Writing record(RecordWrite write) {
            Writing writing = super.record(write);
            if (write instanceof RaiseVersion(BookingId id, long version)
                    && seen.containsKey(id)) {
                counted.put(id, seen.get(id).raised());
            }
            return writing;
        }

        @Override
        Image seen(Image image) {
            Map<BookingId, Optional<Booking>> bookings = new HashMap<>(image.bookings());
            bookings.replaceAll((id, read) -> Optional.ofNullable(counted.get(id)).or(() -> read));
            bookings.forEach((id, read) -> read.ifPresent(each -> seen.put(id, each)));
            return new Image(bookings, image.definitions(), image.resources());
        }
    }

    /** N8: intents in doubt do not count. */
    static final class BlindToIntents extends Mutant {
        BlindToIntents(Ledger ledger) {
            super(ledger);
        }

        @Override
        Image seen(Image image) {
            return changed(image, resource -> new Resource(resource.id(), resource.version(),
                    resource.definitionVersion(), resource.definition(), resource.available(),
                    resource.confirmed(), resource.expiring(), resource.expiredThrough(),
                    Map.of(), resource.defining()));
        }
    }

    /** N8: a definition under way does not count. */
    static final class BlindToDefinitions extends Mutant {
        BlindToDefinitions(Ledger ledger) {
            super(ledger);
        }

        @Override
        Image seen(Image image) {
            return changed(image, resource -> new Resource(resource.id(), resource.version(),
                    resource.definitionVersion(), resource.definition(), resource.available(),
                    resource.confirmed(), resource.expiring(), resource.expiredThrough(),
                    resource.intents(), Optional.empty()));
        }
    }

    /** N10: an intent that was planned on another version is adopted. */
    static final class AdoptsOtherVersions extends Mutant {
        private final Map<BookingId, Long> versions = new HashMap<>();

        AdoptsOtherVersions(Ledger ledger) {
            super(ledger);
        }

        @Override
        Image seen(Image image) {
            image.bookings().forEach((id, read) -> read
                    .ifPresent(booking -> versions.put(id, booking.version())));
            return changed(image, this::asIfPlannedOnThis);
        }

        private Resource asIfPlannedOnThis(Resource seen) {
            Map<BookingId, Intent.OfBooking> intents = new HashMap<>(seen.intents());
            intents.replaceAll((id, intent) -> new Intent.OfBooking(id, intent.nonce(),
                    intent.moves(), intent.command(), intent.fingerprint(),
                    versions.getOrDefault(id, intent.seen()), intent.at()));
            return new Resource(seen.id(), seen.version(), seen.definitionVersion(),
                    seen.definition(), seen.available(), seen.confirmed(), seen.expiring(),
                    seen.expiredThrough(), intents, seen.defining());
        }
    }

    /** N12: own notes are undone before the failure is recorded. */
    static final class UndoesFirst extends Mutant {
        private final List<ResourceWrite> notes = new ArrayList<>();

        UndoesFirst(Ledger ledger) {
            super(ledger);
        }

        @Override
        public Writing note(ResourceWrite note) {
            notes.add(note);
            return super.note(note);
        }

        @Override
        public Writing record(RecordWrite write) {
            boolean fails = write instanceof AddFailure || (write instanceof PutBooking(Booking put)
                    && put.verdict() instanceof Verdict.Failed);
            if (fails) {
                notes.forEach(this::undo);
                notes.clear();
            }
            return super.record(write);
        }

        private void undo(ResourceWrite note) {
            note.noted().forEach(intent -> super.settle(new Settle(note.resource(),
                    List.of(new Settlement(intent, Fate.VOID, intent.movement()
                            .filter(moved -> moved.isTaking()).map(moved -> moved.reverse()),
                            true)))));
        }
    }

    /** N13: who meets a stale intent takes it for void, and fences nobody. */
    static final class FencesNobody extends Mutant {
        private final Map<BookingId, Booking> abandoned = new HashMap<>();

        FencesNobody(Ledger ledger) {
            super(ledger);
        }

        @Override
        public Writing record(RecordWrite write) {
            if (write instanceof PutBooking(Booking put) && put.fingerprint() == null) {
                abandoned.put(put.id(), put);
                return new Writing.Applied();
            }
            return super.record(write);
        }

        @Override
        Image seen(Image image) {
            Map<BookingId, Optional<Booking>> bookings = new HashMap<>(image.bookings());
            bookings.replaceAll((id, read) -> read.or(
                    () -> Optional.ofNullable(abandoned.get(id))));
            return new Image(bookings, image.definitions(), image.resources());
        }
    }

    /** N14: a COMMITTED decision does not store its nonces. */
    static final class ForgetsNonces extends Mutant {
        ForgetsNonces(Ledger ledger) {
            super(ledger);
        }

        @Override
        public Writing record(RecordWrite write) {
            return super.record(write instanceof AddTransition(Booking after, CommandId command)
                    ? new AddTransition(with(after, command, entry -> new Transition(entry.verb(),
                            entry.fingerprint(), entry.verdict(), Map.of())), command)
                    : write);
        }
    }

    /** N4, N6: records of others are never read, so that no intent of theirs is ever final. */
    static final class NeverLooks extends Mutant {
        NeverLooks(Ledger ledger) {
            super(ledger);
        }

        @Override
        Image seen(Image image) {
            Map<BookingId, Optional<Booking>> bookings = new HashMap<>(image.bookings());
            bookings.keySet().removeIf(id -> id.value().startsWith("dead"));
            return new Image(bookings, image.definitions(), image.resources());
        }
    }

    /** An attempt that starts anew notes with the nonce that it had before. */
    static final class KeepsItsNonce extends Mutant {
        private final Map<Nonce, Nonce> first = new HashMap<>();

        KeepsItsNonce(Ledger ledger) {
            super(ledger);
        }

        @Override
        public Writing note(ResourceWrite note) {
            return super.note(note instanceof Note own
                    ? new Note(own.resource(), own.noted().stream().map(this::first).toList(),
                            own.settlements(), own.collected(), own.expectedVersion())
                    : note);
        }

        private Intent.OfBooking first(Intent.OfBooking intent) {
            Nonce nonce = first.computeIfAbsent(intent.nonce(),
                    each -> first.values().stream().findFirst().orElse(each));
            return new Intent.OfBooking(intent.booking(), nonce, intent.moves(),
                    intent.command(), intent.fingerprint(), intent.seen(), intent.at());
        }

        @Override
        public Writing record(RecordWrite write) {
            return super.record(write instanceof AddTransition(Booking after, CommandId command)
                    ? new AddTransition(with(after, command, entry -> new Transition(entry.verb(),
                            entry.fingerprint(), entry.verdict(), first(entry.nonces()))), command)
                    : write);
        }

        private Map<ResourceId, Nonce> first(Map<ResourceId, Nonce> nonces) {
            Map<ResourceId, Nonce> all = new HashMap<>(nonces);
            all.replaceAll((resource, nonce) -> first.getOrDefault(nonce, nonce));
            return all;
        }
    }

    /** A reason that is true of a booking as it was read is recorded whatever it is by then. */
    static final class FailsWhateverTheBookingIs extends Mutant {
        FailsWhateverTheBookingIs(Ledger ledger) {
            super(ledger);
        }

        @Override
        public Writing record(RecordWrite write) {
            return super.record(write instanceof AddFailure failure
                    ? new AddFailure(failure.command(), failure.failed(), failure.most(),
                            OptionalLong.empty())
                    : write);
        }
    }

    /** N9: the record of an extension has the slot of this delivery's clock, not of its intents. */
    static final class ExtendsByItsOwnClock extends Mutant {
        private static final long A_SLOT_LATER = 1;
        private final Set<Nonce> own = new HashSet<>();

        ExtendsByItsOwnClock(Ledger ledger) {
            super(ledger);
        }

        @Override
        public Writing note(ResourceWrite note) {
            note.noted().forEach(intent -> own.add(intent.nonce()));
            return super.note(note);
        }

        @Override
        public Writing record(RecordWrite write) {
            return super.record(write instanceof AddTransition(Booking after, CommandId command)
                    && write instanceof AddTransition added && isAdopted(added.transition())
                            ? new AddTransition(later(after), command)
                            : write);
        }

        private boolean isAdopted(Transition transition) {
            return transition.verb() == Verb.EXTEND
                    && transition.nonces().values().stream().noneMatch(own::contains);
        }

        private static Booking later(Booking booking) {
            Admission now = booking.admission().orElseThrow();
            return new Booking(booking.id(), booking.version(), booking.fingerprint(),
                    booking.verdict(),
                    Optional.of(now.extend(now.slot().orElseThrow() + A_SLOT_LATER)),
                    booking.transitions(), booking.reference());
        }
    }

    private static Booking with(Booking booking, CommandId command,
            UnaryOperator<Transition> change) {
        Map<CommandId, Transition> all = new HashMap<>(booking.transitions());
        all.computeIfPresent(command, (id, entry) -> change.apply(entry));
        return new Booking(booking.id(), booking.version(), booking.fingerprint(),
                booking.verdict(), booking.admission(), all, booking.reference());
    }
}
