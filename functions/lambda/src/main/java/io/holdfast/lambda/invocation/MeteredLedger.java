package io.holdfast.lambda.invocation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.ResourceWrite;
import io.holdfast.domain.ledger.ResourceWrite.Settle;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.domain.protocol.Encounters;
import io.holdfast.domain.protocol.Invocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger for one command, for a group of bookings that share their requests, or for one read.
 * Each call is one request and is counted. It also keeps for the log which requests failed, and the
 * first resource of the booking that was read.
 */
final class MeteredLedger implements Ledger {
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** Failures that are kept; the first ones tell the cause. */
    private static final int MOST_FAILURES = 8;

    private final List<StoreFailure> failures = new ArrayList<>();
    private final Ledger ledger;
    private final Optional<Encounters> encounters;
    private final long startNanos = System.nanoTime();
    private int requests;
    private Optional<ResourceId> resource = Optional.empty();

    /** A ledger for a read. */
    MeteredLedger(Ledger ledger) {
        this(ledger, Optional.empty());
    }

    /** A ledger for the commands of an invocation, which also meet other attempts. */
    MeteredLedger(Ledger ledger, Invocation invocation) {
        this(ledger, Optional.of(invocation.encounters()));
    }

    private MeteredLedger(Ledger ledger, Optional<Encounters> encounters) {
        this.ledger = ledger.reporting(this::failed);
        this.encounters = encounters;
    }

    @Override
    public Reading read(Set<Id> ids) {
        requests++;
        Reading reading = ledger.read(ids);
        if (reading instanceof Reading.Read(Image image)) {
            resource = image.bookings().values().stream().flatMap(Optional::stream)
                    .map(Booking::admission).flatMap(Optional::stream)
                    .map(Admission::firstResource).findFirst().or(() -> resource);
        }
        return reading;
    }

    @Override
    public Writing note(ResourceWrite note) {
        requests++;
        return ledger.note(note);
    }

    @Override
    public Writing settle(Settle write) {
        requests++;
        return ledger.settle(write);
    }

    @Override
    public Map<BookingId, Writing> recordTogether(List<PutBooking> bookings) {
        requests++;
        return ledger.recordTogether(bookings);
    }

    @Override
    public Writing record(RecordWrite write) {
        requests++;
        return ledger.record(write);
    }

    /** Counts a request that goes to the listing. */
    void countRequest() {
        requests++;
    }

    private void failed(StoreFailure failure) {
        if (failures.size() < MOST_FAILURES) {
            failures.add(failure);
        }
    }

    /** The resource, or the first of several, of the booking that was read. */
    Optional<ResourceId> resource() {
        return resource;
    }

    /**
     * Writes the requests so far, the milliseconds since it was created, what a command met of
     * other attempts, and the requests that failed.
     */
    void write(JsonGenerator json) throws IOException {
        json.writeNumberField("requests", requests);
        json.writeNumberField("milliseconds", (System.nanoTime() - startNanos) / NANOS_PER_MILLI);
        if (encounters.isPresent()) {
            write(encounters.get(), json);
        }
        if (!failures.isEmpty()) {
            writeFailures(json);
        }
    }

    private static void write(Encounters encounters, JsonGenerator json) throws IOException {
        json.writeNumberField("settled", encounters.settled());
        json.writeNumberField("adopted", encounters.adopted());
        json.writeNumberField("fenced", encounters.fenced());
        json.writeNumberField("unitsInDoubt", encounters.unitsInDoubt());
    }

    private void writeFailures(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("storeFailures");
        for (StoreFailure failure : failures) {
            json.writeStartObject();
            json.writeStringField("request", failure.request());
            json.writeStringField("exception", failure.exception());
            json.writeNumberField("status", failure.status());
            json.writeStringField("awsRequestId", failure.requestId());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
