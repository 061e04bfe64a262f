package io.holdfast.lambda.invocation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.holdfast.domain.Id;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.booking.Admission;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Commit;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.RecordWrite;
import io.holdfast.domain.ledger.StoreFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger for one command, for a group of bookings that share their requests, or for one read.
 * Each call is one request and is counted. It also keeps for the log which requests failed, and the
 * first resource of the booking that was read.
 */
final class MeteredLedger implements Ledger {
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** Failures that are kept; a command alone sends at most six requests. */
    private static final int MOST_FAILURES = 8;

    private final List<StoreFailure> failures = new ArrayList<>();
    private final Ledger ledger;
    private final long startNanos = System.nanoTime();
    private int requests;
    private Optional<ResourceId> resource = Optional.empty();

    MeteredLedger(Ledger ledger) {
        this.ledger = ledger.reporting(this::failed);
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
    public Committing commit(Commit commit) {
        requests++;
        return ledger.commit(commit);
    }

    @Override
    public Recording record(RecordWrite write) {
        requests++;
        return ledger.record(write);
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
     * Writes the requests so far, the milliseconds since it was created, and the requests that
     * failed.
     */
    void write(JsonGenerator json) throws IOException {
        json.writeNumberField("requests", requests);
        json.writeNumberField("milliseconds", (System.nanoTime() - startNanos) / NANOS_PER_MILLI);
        if (failures.isEmpty()) {
            return;
        }
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
