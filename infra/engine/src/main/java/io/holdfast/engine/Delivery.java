package io.holdfast.engine;

import io.holdfast.engine.Run.Action;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * How a request meets its fate: whether and when it reaches the store, and whether its invocation
 * gets the answer. Each invocation calls {@link #request} on its own thread.
 */
final class Delivery {
    private final Turnstile turnstile;
    // Written by the invocation that gives up; read by the run when all invocations wait or have
    // ended.
    private final ConcurrentSkipListMap<Action, Late> late = new ConcurrentSkipListMap<>(
            Action.ORDER);
    private final ConcurrentHashMap<Integer, Integer> gaveUp = new ConcurrentHashMap<>();
    private final Set<Integer> cutOff = ConcurrentHashMap.newKeySet();

    /** A request that its invocation gave up on. */
    private record Late(DynamoDbRequest request, Interception.Proceed proceed) {}

    Delivery(Turnstile turnstile) {
        this.turnstile = turnstile;
    }

    Object request(int invocation, DynamoDbRequest request, Interception.Proceed proceed)
            throws Throwable {
        if (cutOff.contains(invocation)) {
            throw lost();
        }
        Fate fate = turnstile.await(request);
        switch (fate) {
            case PASS -> {
                return proceed.with(request);
            }
            case THROTTLED, CONFLICT -> throw Fate.refusal(fate);
            case MEMBER_THROTTLED -> {
                return FirstMember.throttled((BatchExecuteStatementRequest) request, proceed);
            }
            case MEMBER_UNANSWERED -> {
                return FirstMember.unanswered((BatchExecuteStatementRequest) request, proceed);
            }
            case CRASH_BEFORE -> throw new Turnstile.Crash();
            case CRASH_AFTER -> {
                withoutAnswer(request, proceed);
                throw new Turnstile.Crash();
            }
            case ANSWER_LOST -> withoutAnswer(request, proceed);
            case LATE -> late.put(
                    Action.arrival(invocation, gaveUp.merge(invocation, 1, Integer::sum)),
                    new Late(request, proceed));
            case LOST, OUTAGE, ARRIVES -> {
                // Nothing reaches the store.
            }
        }
        throw lost();
    }

    /** The late requests that have not arrived yet, each under its arrival. */
    SortedMap<Action, DynamoDbRequest> late() {
        SortedMap<Action, DynamoDbRequest> requests = new TreeMap<>(Action.ORDER);
        late.forEach((arrival, each) -> requests.put(arrival, each.request()));
        return requests;
    }

    /** Lets the action happen; the next step begins when every invocation waits or has ended. */
    void take(Action action) {
        int invocation = action.invocation();
        switch (action.fate()) {
            case ARRIVES -> {
                Late arriving = Objects.requireNonNull(late.remove(action));
                withoutAnswer(arriving.request(), arriving.proceed());
            }
            case OUTAGE -> {
                cutOff.add(invocation);
                turnstile.open(invocation, Fate.OUTAGE);
            }
            default -> turnstile.open(invocation, action.fate());
        }
    }

    /** Whether the store cannot be reached by this invocation any more. */
    boolean isCutOff(int invocation) {
        return cutOff.contains(invocation);
    }

    private static void withoutAnswer(DynamoDbRequest request, Interception.Proceed proceed) {
        try {
            proceed.with(request);
        } catch (SdkException e) {
            // The store refuses the request; the invocation does not get that answer either.
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static SdkClientException lost() {
        return SdkClientException.create("no answer");
    }
}
