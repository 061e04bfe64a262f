package io.holdfast.lambda.stream;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.event.Event;
import io.holdfast.domain.event.ItemChange;
import io.holdfast.dynamodb.item.CorruptItem;
import io.holdfast.dynamodb.item.StreamImages;
import io.holdfast.lambda.invocation.Log;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.stream.ListingUpdate.Result;
import io.holdfast.lambda.stream.Publisher.Entry;
import io.holdfast.lambda.stream.Publisher.Refusal;
import io.holdfast.lambda.stream.StreamEvent.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Publishes a batch of the stream, in its order. A record that can never be published, by its own
 * fault, is moved to the failure queue once all records before it are published. At the first
 * record that could not be published for any other reason the batch stops, and the stream
 * redelivers from there.
 */
public final class StreamBatch {
    /** Time that is left for publishing, once entries are written and expired holds found. */
    public static final Duration RESERVE = Duration.ofSeconds(15);
    /** The reason of a record whose item cannot be read. */
    static final String UNREADABLE = "UNREADABLE";
    /** The reason of a record whose event is larger than the bus accepts. */
    static final String TOO_LARGE = "TOO_LARGE";

    /** An event to publish, and its record. */
    private record Pending(StreamRecord record, String subject, Entry entry) {}

    private final Publisher publisher;
    private final FailureQueue failures;
    private final Context context;
    private final Optional<ListingUpdate> listing;
    private final Set<String> moved = new HashSet<>();

    /** Without a listing. */
    public StreamBatch(Publisher publisher, FailureQueue failures, Context context) {
        this(publisher, failures, context, Optional.empty());
    }

    private StreamBatch(Publisher publisher, FailureQueue failures, Context context,
            Optional<ListingUpdate> listing) {
        this.publisher = publisher;
        this.failures = failures;
        this.context = context;
        this.listing = listing;
    }

    /** A batch that also keeps the listing, if the wiring has one. */
    public static StreamBatch of(Publisher publisher, FailureQueue failures, Wiring wiring,
            Context context) {
        return new StreamBatch(publisher, failures, context, wiring.listing()
                .map(listing -> new ListingUpdate(listing, wiring, context)));
    }

    /** Returns the sequence number of the first record that was neither published nor moved. */
    public Optional<String> publish(List<StreamRecord> records) {
        List<Pending> pending = new ArrayList<>();
        boolean first = true;
        for (StreamRecord record : records) {
            try {
                ItemChange change = StreamImages.change(record.before(), record.after(),
                        record.at());
                switch (listed(change, first)) {
                    case Result.Done(List<Event> expired) ->
                        pending.addAll(pending(record, change, expired));
                    case Result.Stopped(String reason) -> {
                        return send(pending).or(() -> unlisted(record, reason));
                    }
                }
                first = false;
            } catch (CorruptItem e) {
                Optional<String> stop = send(pending)
                        .or(() -> moveAside(record, UNREADABLE, String.valueOf(e.getMessage())));
                if (stop.isPresent()) {
                    return stop;
                }
                pending.clear();
            } catch (RuntimeException e) {
                // A bug, not a fault of the record: a release that fixes it publishes the record.
                Log.error(context, e);
                return send(pending).or(() -> Optional.of(record.sequenceNumber()));
            }
        }
        return send(pending);
    }

    /** The listing shows a change before its events are published: who receives one may ask it. */
    private Result listed(ItemChange change, boolean first) {
        return listing.map(each -> each.update(change, first))
                .orElseGet(() -> new Result.Done(List.of()));
    }

    private static List<Pending> pending(StreamRecord record, ItemChange change,
            List<Event> expired) {
        return Stream.concat(Event.of(change).stream(), expired.stream())
                .map(event -> new Pending(record, event.subject(), EventJson.entry(event)))
                .toList();
    }

    private Optional<String> unlisted(StreamRecord record, String reason) {
        warn("unlisted", record, reason);
        return Optional.of(record.sequenceNumber());
    }

    private Optional<String> send(List<Pending> pending) {
        for (List<Pending> call : calls(pending)) {
            Optional<String> stop = publishTogether(call);
            if (stop.isPresent()) {
                return stop;
            }
        }
        return Optional.empty();
    }

    /** Two events of one subject never share a call: the bus may accept only the later one. */
    private static List<List<Pending>> calls(List<Pending> pending) {
        List<List<Pending>> calls = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        for (Pending each : pending) {
            boolean full = calls.isEmpty() || calls.getLast().size() == Publisher.MOST_ENTRIES
                    || bytes(calls.getLast()) + each.entry().bytes() > Publisher.MOST_BYTES;
            if (full || subjects.contains(each.subject())) {
                calls.add(new ArrayList<>());
                subjects.clear();
            }
            calls.getLast().add(each);
            subjects.add(each.subject());
        }
        return calls;
    }

    private static int bytes(List<Pending> call) {
        return call.stream().mapToInt(each -> each.entry().bytes()).sum();
    }

    private Optional<String> publishTogether(List<Pending> call) {
        StreamRecord first = call.getFirst().record();
        if (bytes(call) > Publisher.MOST_BYTES) {
            // Only a call of one entry can be over the limit.
            return moveAside(first, TOO_LARGE, bytes(call) + " bytes");
        }
        try {
            return settle(call, publisher.publish(call.stream().map(Pending::entry).toList()));
        } catch (RuntimeException e) {
            Log.error(context, e);
            return Optional.of(first.sequenceNumber());
        }
    }

    private Optional<String> settle(List<Pending> call, Set<Refusal> refusals) {
        for (Refusal refusal : refusals.stream()
                .sorted(Comparator.comparingInt(Refusal::index)).toList()) {
            StreamRecord record = call.get(refusal.index()).record();
            if (!refusal.malformed()) {
                unpublished(record, refusal.code());
                return Optional.of(record.sequenceNumber());
            }
            Optional<String> stop = moveAside(record, refusal.code(), refusal.message());
            if (stop.isPresent()) {
                return stop;
            }
        }
        return Optional.empty();
    }

    private Optional<String> moveAside(StreamRecord record, String reason, String problem) {
        if (moved.contains(record.sequenceNumber())) {
            return Optional.empty();
        }
        unpublished(record, reason);
        try {
            failures.move(record, reason, problem);
            moved.add(record.sequenceNumber());
            return Optional.empty();
        } catch (RuntimeException e) {
            Log.warning(context, Log.NOT_MOVED, e);
            return Optional.of(record.sequenceNumber());
        }
    }

    private void unpublished(StreamRecord record, String reason) {
        warn("unpublished", record, reason);
    }

    private void warn(String message, StreamRecord record, String reason) {
        Log.warning(context, message, json -> {
            json.writeStringField("sequenceNumber", record.sequenceNumber());
            json.writeStringField("reason", reason);
        });
    }
}
