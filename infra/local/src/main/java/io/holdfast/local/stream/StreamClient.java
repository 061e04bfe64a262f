package io.holdfast.local.stream;

import io.holdfast.dynamodb.StoreClient;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Clients of DynamoDB Streams. */
public final class StreamClient {
    private StreamClient() {}

    /** A client of the local engine, without retries: {@link StreamFollower} pauses and retries. */
    public static DynamoDbStreamsClient local(URI endpoint) {
        return DynamoDbStreamsClient.builder().httpClient(StoreClient.localHttp())
                .overrideConfiguration(settings -> settings
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(StoreClient.CALL_TIMEOUT))
                .endpointOverride(endpoint).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("local", "local")))
                .build();
    }
}
