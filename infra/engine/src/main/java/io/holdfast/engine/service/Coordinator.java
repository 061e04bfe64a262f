package io.holdfast.engine.service;

import io.holdfast.engine.expression.Invalid;
import io.holdfast.engine.service.Prepare.Prepared;
import io.holdfast.engine.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * The coordinator of a transaction: a write to its ledger, the prepare of all items in parallel, a
 * checkpoint, the commit of all items in parallel, and the answer. An item is taken from its prepare
 * until its commit is replicated. A transaction that is cancelled takes the same way; where it has
 * taken one of its items it also takes as long, as it does on the service when a condition fails.
 *
 * @see <a href="https://www.usenix.org/system/files/atc23-idziorek.pdf">Distributed Transactions at
 *      Scale in Amazon DynamoDB</a>, sections 3.3 and 5.4
 * @see <a href="https://www.alexdebrie.com/posts/dynamodb-transactions-performance/">DynamoDB
 *      Transactions Performance Testing</a>
 */
final class Coordinator {
    private static final int MOST_ACTIONS = 100;

    private final VirtualTime time;
    private final ServiceTimes times;
    private final Outage outage;
    private final RandomGenerator random;
    private final Items items;
    private final Taken taken;
    private final Prepare prepare;

    Coordinator(VirtualTime time, ServiceTimes times, Outage outage, RandomGenerator random,
            Items items, Taken taken, Prepare prepare) {
        this.time = time;
        this.times = times;
        this.outage = outage;
        this.random = random;
        this.items = items;
        this.taken = taken;
        this.prepare = prepare;
    }

    /** The write to the ledger, with which it begins. */
    Duration ledgerWrite() {
        return times.write(random);
    }

    /** What follows that write. */
    Answer<TransactWriteItemsResponse> coordinate(TransactWriteItemsRequest request) {
        try {
            List<Action> actions = request.transactItems().stream().map(Action::of).toList();
            rejectInvalid(request, actions);
            return coordinate(request, actions.stream().map(prepare::prepare).toList());
        } catch (DynamoDbException refusal) {
            items.refused(request, refusal);
            return Answer.refused(refusal, Duration.ZERO);
        }
    }

    private static void rejectInvalid(TransactWriteItemsRequest request, List<Action> actions) {
        if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
            throw Invalid.because("A transaction has 1 to " + MOST_ACTIONS + " actions");
        }
        if (actions.stream().map(Action::key).distinct().count() < actions.size()) {
            throw Invalid.because("Transaction request cannot include multiple operations on one"
                    + " item");
        }
        if (request.clientRequestToken() != null) {
            throw new IllegalArgumentException("tokens are not known here");
        }
    }

    private Answer<TransactWriteItemsResponse> coordinate(TransactWriteItemsRequest request,
            List<Prepared> prepared) {
        boolean commits = prepared.stream().allMatch(Prepared::isAccepted);
        Duration decided = decided(prepared);
        if (commits) {
            time.after(decided, () -> commit(request, prepared));
        }
        Duration work = decided.plus(free(prepared, decided));
        return commits
                ? Answer.of(TransactWriteItemsResponse.builder().build(), work)
                : Answer.refused(cancel(request, prepared), work);
    }

    /** When all prepares are answered and the checkpoint is written, or an outage is over. */
    private Duration decided(List<Prepared> prepared) {
        Duration slowest = prepared.stream().map(Prepared::work).max(Duration::compareTo)
                .orElseThrow();
        long now = time.nanos();
        return Duration.ofNanos(
                outage.passed(now + slowest.plus(times.phase(random)).toNanos()) - now);
    }

    private void commit(TransactWriteItemsRequest request, List<Prepared> prepared) {
        for (Prepared each : prepared) {
            if (each.action().kind() != Action.Kind.CHECK) {
                items.table().putItem(PutItemRequest.builder().item(each.after()).build());
            }
        }
        items.applied(request, TransactWriteItemsResponse.builder().build());
    }

    /** Plans when each taken item is free again; how long that takes from the decision. */
    private Duration free(List<Prepared> prepared, Duration decided) {
        Duration last = Duration.ZERO;
        for (Prepared each : prepared) {
            if (each.isAccepted()) {
                Duration own = times.phase(random);
                time.after(decided.plus(own), () -> taken.free(each.action().key()));
                last = own.compareTo(last) > 0 ? own : last;
            }
        }
        return last;
    }

    // Where an item was taken or throttled, nothing says what its condition would have been.
    private DynamoDbException cancel(TransactWriteItemsRequest request, List<Prepared> prepared) {
        List<CancellationReason> reasons = prepared.stream().map(Prepared::reason).toList();
        DynamoDbException cancelled = Refusals.cancelled(reasons);
        if (prepared.stream().allMatch(Prepared::sawItem)) {
            items.refused(request, cancelled);
        }
        return cancelled;
    }
}
