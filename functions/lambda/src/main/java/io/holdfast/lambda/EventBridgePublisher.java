package io.holdfast.lambda;

import io.holdfast.dynamodb.StoreClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Publishes on an event bus of EventBridge, as source {@code holdfast}. Its client does not retry: the
 * stream comes again with what was not taken.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">
 *      PutEvents</a>
 */
final class EventBridgePublisher implements Publisher {
    private final EventBridgeClient client;
    private final String bus;

    EventBridgePublisher(EventBridgeClient client, String bus) {
        this.client = client;
        this.bus = bus;
    }

    static EventBridgePublisher fromEnvironment(String bus) {
        return new EventBridgePublisher(EventBridgeClient.builder().httpClient(StoreClient.http())
                .overrideConfiguration(settings -> settings
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(StoreClient.CALL_TIMEOUT)
                        .apiCallAttemptTimeout(StoreClient.CALL_TIMEOUT))
                .build(), bus);
    }

    @Override
    public Set<Integer> publish(List<Entry> entries) {
        List<PutEventsRequestEntry> request = entries.stream()
                .map(entry -> PutEventsRequestEntry.builder().eventBusName(bus).source(SOURCE)
                        .detailType(entry.type()).time(entry.at()).detail(entry.detail()).build())
                .toList();
        List<PutEventsResultEntry> results = client
                .putEvents(PutEventsRequest.builder().entries(request).build()).entries();
        Set<Integer> refused = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).errorCode() != null) {
                refused.add(i);
            }
        }
        return refused;
    }
}
