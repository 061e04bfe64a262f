package io.holdfast.lambda.stream;

import io.holdfast.dynamodb.StoreClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClientBuilder;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Publishes on an event bus of EventBridge, as source {@code holdfast}. Its client does not retry:
 * the stream redelivers the records whose events were not accepted.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">
 *      PutEvents</a>
 */
public final class EventBridgePublisher implements Publisher {
    private final EventBridgeClient client;
    private final String bus;

    EventBridgePublisher(EventBridgeClient client, String bus) {
        this.client = client;
        this.bus = bus;
    }

    /** Region and credentials come from the function's environment. */
    public static EventBridgePublisher on(String bus) {
        return new EventBridgePublisher(configured(StoreClient.http()).build(), bus);
    }

    /** A publisher over a given HTTP layer, which receives the real requests. */
    public static EventBridgePublisher over(SdkHttpClient http, String bus) {
        return new EventBridgePublisher(configured(http).region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create()).build(), bus);
    }

    private static EventBridgeClientBuilder configured(SdkHttpClient http) {
        return EventBridgeClient.builder().httpClient(http)
                .overrideConfiguration(settings -> settings
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(StoreClient.CALL_TIMEOUT)
                        .apiCallAttemptTimeout(StoreClient.CALL_TIMEOUT));
    }

    @Override
    public Set<Refusal> publish(List<Entry> entries) {
        List<PutEventsRequestEntry> request = entries.stream()
                .map(entry -> PutEventsRequestEntry.builder().eventBusName(bus).source(SOURCE)
                        .detailType(entry.type()).time(entry.at()).detail(entry.detail()).build())
                .toList();
        List<PutEventsResultEntry> results = client
                .putEvents(PutEventsRequest.builder().entries(request).build()).entries();
        if (results.size() != entries.size()) {
            // An entry without a result may be lost. It is published again, under the same event
            // id.
            throw new IllegalStateException(
                    results.size() + " results for " + entries.size() + " entries");
        }
        Set<Refusal> refused = new HashSet<>();
        for (int i = 0; i < results.size(); i++) {
            String code = results.get(i).errorCode();
            if (code != null) {
                String message = String.valueOf(results.get(i).errorMessage());
                refused.add(new Refusal(i, code, message, isMalformed(code, message)));
            }
        }
        return refused;
    }

    // InvalidArgument can also be about the bus or the source, which is a wrong setting.
    private static boolean isMalformed(String code, String message) {
        return code.equals("MalformedDetail")
                || (code.equals("InvalidArgument") && message.contains("Detail"));
    }
}
