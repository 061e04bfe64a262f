package io.holdfast.operate.audit;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Id;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.audit.Judge;
import io.holdfast.domain.audit.Promise;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.resource.Resource;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.CorruptItem;
import io.holdfast.dynamodb.item.DefinitionItem;
import io.holdfast.dynamodb.item.ResourceItem;
import io.holdfast.dynamodb.item.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Judges the items of a table, one after the other, in passes: the resources first, since every
 * change is noted there before it is decided; then the records, and the entries of the listing.
 * Each method may be called by several threads, but a pass only after the one before it. It keeps
 * sums for each resource, and 40 to 80 bytes for each booking.
 */
public final class TableAudit {
    /** Findings that are listed; beyond it they are only counted. */
    public static final int MOST_FINDINGS = 1_000;

    private final Scope scope;
    private final Collected findings = new Collected();
    private final Judge judge;
    private final ListingAudit listing = new ListingAudit();
    private final Hashes keys = new Hashes();
    private final Hashes nonces = new Hashes();
    private final Set<ResourceId> unreadable = ConcurrentHashMap.newKeySet();
    private final LongAdder resources = new LongAdder();
    private final LongAdder bookings = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder definitions = new LongAdder();
    private final LongAdder entries = new LongAdder();
    private final LongAdder intents = new LongAdder();

    public TableAudit(Scope scope) {
        this.scope = scope;
        this.judge = new Judge(scope.clock(), scope.only().isEmpty(),
                (promise, subject, figures) -> findings.add(name(subject), promise, figures));
    }

    private static String name(Id subject) {
        return Keys.text(Table.key(subject), "pk");
    }

    private boolean isFirstRound() {
        return scope.only().isEmpty();
    }

    /** Pass 1: any item of the table; only resources are looked at. */
    public void resources(Map<String, AttributeValue> item) {
        if (Keys.kind(item) != Keys.Kind.RESOURCE) {
            return;
        }
        resources.increment();
        requireOnce(item);
        Optional<Resource> read = read(item, ResourceItem::read);
        if (read.isEmpty()) {
            Keys.resource(item).ifPresent(unreadable::add);
            return;
        }
        Resource resource = read.get();
        intents.add(resource.allIntents().size());
        requireOurs(item, ResourceItem.write(resource));
        judge.add(resource);
    }

    /** Pass 2: any item of the table; everything but resources is looked at. */
    public void records(Map<String, AttributeValue> item) {
        switch (Keys.kind(item)) {
            case RESOURCE -> {
            }
            case BOOKING -> booking(item);
            case DEFINITION -> definition(item);
            case FOREIGN -> foreign(item);
        }
    }

    private void foreign(Map<String, AttributeValue> item) {
        if (isFirstRound()) {
            findings.add(Keys.name(item), Promise.OURS, "a key of no kind");
        }
    }

    private void booking(Map<String, AttributeValue> item) {
        requireOnce(item);
        read(item, BookingItem::read).ifPresent(booking -> {
            bookings.increment();
            judge.add(booking);
            if (isFirstRound()) {
                Shapes.foreign(item).ifPresent(name -> findings.add(Keys.name(item),
                        Promise.OURS, "an attribute " + name + " that is not its own"));
                requireOwnNonce(item, booking);
                if (scope.listing()) {
                    listing.expect(booking);
                }
            }
            if (scope.snapshot() && judge.isOpen(booking.id())) {
                judge.resolve(booking.id(), Optional.of(booking));
            }
        });
    }

    // Nonces are random, so a copy of a booking under another id has one that is known already.
    private void requireOwnNonce(Map<String, AttributeValue> item, Booking booking) {
        if (booking.admission().isEmpty()) {
            failed.increment();
        } else if (!nonces.add(Hashing
                .of(booking.admission().get().lines().getFirst().nonce().text()))) {
            findings.add(Keys.name(item), Promise.ONE_NONCE, "the nonce of another booking");
        }
    }

    private void definition(Map<String, AttributeValue> item) {
        requireOnce(item);
        read(item, DefinitionItem::read).ifPresent(record -> {
            definitions.increment();
            requireOurs(item, DefinitionItem.write(record));
            judge.add(record);
            if (scope.snapshot() && judge.isOpen(record.id())) {
                judge.resolve(record.id(), Optional.of(record));
            }
        });
    }

    private <T> Optional<T> read(Map<String, AttributeValue> item,
            Function<Map<String, AttributeValue>, T> reader) {
        try {
            return Optional.of(reader.apply(item));
        } catch (CorruptItem e) {
            boolean conserved = e.getCause() instanceof InvalidInput invalid
                    && invalid.field().equals("capacity") && invalid.problem().startsWith("is ");
            if (isFirstRound()) {
                findings.add(Keys.name(item),
                        conserved ? Promise.CONSERVED : Promise.READABLE,
                        String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    private void requireOnce(Map<String, AttributeValue> item) {
        if (isFirstRound() && !keys.add(Hashing.of(Keys.text(item, "pk")))) {
            findings.add(Keys.name(item), Promise.ONE_ITEM, "its key twice");
        }
    }

    private void requireOurs(Map<String, AttributeValue> item,
            Map<String, AttributeValue> written) {
        if (isFirstRound() && !item.equals(written)) {
            Map<String, AttributeValue> rest = new HashMap<>(item);
            rest.entrySet().removeAll(written.entrySet());
            findings.add(Keys.name(item), Promise.OURS,
                    "attributes that are not its own: " + rest.keySet());
        }
    }

    /** Pass 2: an item of the listing. */
    public void entry(Map<String, AttributeValue> item) {
        entries.increment();
        Entries.read(item, findings).ifPresent(listing::found);
    }

    /**
     * After pass 2: the records that intents name, to be read again, since only they can have
     * changed the sums meanwhile. None in a snapshot.
     */
    public Set<Id> openRecords() {
        return scope.snapshot() ? Set.of() : judge.open();
    }

    /** One of {@link #openRecords()}, read after pass 1; empty if there is none. */
    public void openRecord(Id id, Optional<Map<String, AttributeValue>> item) {
        switch (id) {
            case BookingId booking ->
                judge.resolve(booking, item.flatMap(each -> again(each, BookingItem::read)));
            case CommandId command ->
                judge.resolve(command, item.flatMap(each -> again(each, DefinitionItem::read)));
            case ResourceId resource -> throw new IllegalArgumentException("not a record");
        }
    }

    // What cannot be read is a finding of pass 2.
    private static <T> Optional<T> again(Map<String, AttributeValue> item,
            Function<Map<String, AttributeValue>, T> reader) {
        try {
            return Optional.of(reader.apply(item));
        } catch (CorruptItem e) {
            return Optional.empty();
        }
    }

    /**
     * The version of each resource as pass 1 saw it, 0 for one that a record names and pass 1 did
     * not see. One that has another version now is in motion.
     */
    public Map<ResourceId, Long> versions() {
        Map<ResourceId, Long> versions = new HashMap<>(judge.versions());
        versions.keySet().removeIf(id -> !isJudged(id));
        return versions;
    }

    private boolean isJudged(ResourceId id) {
        return !unreadable.contains(id)
                && scope.only().map(only -> only.contains(id)).orElse(true);
    }

    /**
     * After pass 2: whether bookings and entries of the listing differ. Then a pass 3 over both
     * ({@link #recordAgain}, {@link #entryAgain}) names them; on a live table some seconds later,
     * because the listing follows the table's stream.
     */
    public boolean needsThirdPass() {
        return scope.listing() && !listing.suspects().isEmpty();
    }

    /** Pass 3: any item of the table. */
    public void recordAgain(Map<String, AttributeValue> item) {
        if (Keys.kind(item) == Keys.Kind.BOOKING) {
            again(item, BookingItem::read).ifPresent(listing::again);
        }
    }

    /** Pass 3: an item of the listing. */
    public void entryAgain(Map<String, AttributeValue> item) {
        Entries.read(item, new Collected()).ifPresent(listing::again);
    }

    /**
     * After pass 3: the bookings whose entries differ, with the keys of all entries that they
     * should have or have. On a live table those that agree when they are read again are not
     * wrong, only late.
     */
    public Map<BookingId, Set<Map<String, AttributeValue>>> differing() {
        return listing.differing();
    }

    /** After pass 3: bookings whose entries differ, and that are too many to be named. */
    public long notNamed() {
        return listing.notNamed();
    }

    /**
     * The result of all passes.
     *
     * @param inMotion resources that were written to since pass 1; their sums are not judged
     * @param bookingsInMotion bookings that were written to since pass 3 read them; their entries
     *        are not judged
     */
    public AuditResult result(Set<ResourceId> inMotion, Set<BookingId> bookingsInMotion) {
        judge.finish(id -> isJudged(id) && !inMotion.contains(id));
        if (scope.listing()) {
            listing.finish(bookingsInMotion, findings);
        }
        return new AuditResult(findings.sorted(), findings.found(), inMotion,
                new AuditResult.Counts(resources.sum(), bookings.sum(), failed.sum(),
                        definitions.sum(), entries.sum(), intents.sum(), judge.unproven()));
    }
}
