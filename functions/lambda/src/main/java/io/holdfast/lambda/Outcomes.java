package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.Event;
import io.holdfast.dynamodb.StreamImages;
import io.holdfast.lambda.StreamEvent.StreamRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a batch of the stream, in its order, and stops at the first record that it cannot tell: the
 * stream comes again from there. Events of one subject never go out in one call, since a call may
 * take the later and refuse the earlier.
 */
final class Outcomes {
    /** An event and the record it is the news of. */
    private record News(StreamRecord record, Event event) {}

    private final Publisher publisher;
    private final Context context;

    Outcomes(Publisher publisher, Context context) {
        this.publisher = publisher;
        this.context = context;
    }

    /**
     * Publishes.
     *
     * @return the sequence number of the first record that was not told
     * @throws Unpublishable if the very first one never can be: as a failure of the function it makes
     *         the platform halve the batch, until that record is alone and goes to the on-failure queue
     */
    Optional<String> publish(List<StreamRecord> records) {
        List<News> news = new ArrayList<>();
        Optional<String> unreadable = collect(records, news);
        if (unreadable.equals(Optional.of(records.getFirst().sequenceNumber()))) {
            throw new Unpublishable(unreadable.get());
        }
        for (List<News> call : calls(news)) {
            Optional<String> refused = send(call);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return unreadable;
    }

    /** Returns the first record that cannot be read, if there is one; the news is what is before. */
    private Optional<String> collect(List<StreamRecord> records, List<News> news) {
        for (StreamRecord record : records) {
            try {
                Event.of(StreamImages.change(record.before(), record.after(), record.at()))
                        .forEach(event -> news.add(new News(record, event)));
            } catch (RuntimeException e) {
                Log.error(context, e);
                return Optional.of(record.sequenceNumber());
            }
        }
        return Optional.empty();
    }

    private static List<List<News>> calls(List<News> news) {
        List<List<News>> calls = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        for (News each : news) {
            boolean full = calls.isEmpty()
                    || calls.getLast().size() == Publisher.MOST_ENTRIES;
            if (full || subjects.contains(each.event().subject())) {
                calls.add(new ArrayList<>());
                subjects.clear();
            }
            calls.getLast().add(each);
            subjects.add(each.event().subject());
        }
        return calls;
    }

    private Optional<String> send(List<News> call) {
        try {
            return publisher
                    .publish(call.stream().map(each -> Events.entry(each.event())).toList())
                    .stream().min(Integer::compare)
                    .map(index -> call.get(index).record().sequenceNumber());
        } catch (RuntimeException e) {
            Log.error(context, e);
            return Optional.of(call.getFirst().record().sequenceNumber());
        }
    }

    /** A record of the stream that is no item of the table. */
    static final class Unpublishable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unpublishable(String sequenceNumber) {
            super("record " + sequenceNumber + " is no item of the table");
        }
    }
}
