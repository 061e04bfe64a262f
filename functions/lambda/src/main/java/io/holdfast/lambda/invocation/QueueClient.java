package io.holdfast.lambda.invocation;

import io.holdfast.dynamodb.StoreClient;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * The SDK's client of queues: no retries, and every wait bounded. It is created at its first use,
 * since most invocations never need it.
 */
public final class QueueClient implements Supplier<SqsClient> {
    /** The time of a whole request with its answer; the same as for the store. */
    public static final Duration CALL_TIMEOUT = StoreClient.CALL_TIMEOUT;

    private final Supplier<SqsClient> creation;
    private @Nullable SqsClient client;

    private QueueClient(Supplier<SqsClient> creation) {
        this.creation = creation;
    }

    /** Region and credentials come from the function's environment. */
    public static QueueClient fromEnvironment() {
        return new QueueClient(() -> configured(StoreClient.http()).build());
    }

    /** A client of a local server, which takes any credentials. */
    public static QueueClient local(URI endpoint) {
        return over(StoreClient.http(), endpoint);
    }

    /** A client over a given HTTP layer, which receives the real requests. */
    public static QueueClient over(SdkHttpClient http, URI endpoint) {
        return new QueueClient(() -> configured(http).endpointOverride(endpoint)
                .region(Region.US_EAST_1).credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("local", "local")))
                .build());
    }

    @Override
    public synchronized SqsClient get() {
        if (client == null) {
            client = creation.get();
        }
        return client;
    }

    private static SqsClientBuilder configured(SdkHttpClient http) {
        return SqsClient.builder().httpClient(http)
                .overrideConfiguration(settings -> settings
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(CALL_TIMEOUT).apiCallAttemptTimeout(CALL_TIMEOUT));
    }
}
