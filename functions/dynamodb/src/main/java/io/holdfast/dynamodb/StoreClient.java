package io.holdfast.dynamodb;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * The SDK client as the protocol needs it: no retries, and every wait bounded. A request is sent
 * once; whether to try again is the caller's decision (promise 4).
 */
public final class StoreClient {
    /** To open a connection, TLS included. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    /** Between two bytes of an answer. */
    public static final Duration READ_TIMEOUT = Duration.ofSeconds(3);
    /** A whole request with its answer; after it the outcome of a write is ambiguous. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(4);

    private StoreClient() {}

    /** The client of a deployed function: region, credentials and endpoint from its environment. */
    public static DynamoDbClient fromEnvironment() {
        return configured(http()).build();
    }

    /** A client on a given HTTP layer; whatever it does with the requests, they are the real ones. */
    public static DynamoDbClient over(SdkHttpClient http) {
        return local(URI.create("http://localhost"), http);
    }

    /** A client of a local engine, which takes any credentials. */
    public static DynamoDbClient local(URI endpoint, SdkHttpClient http) {
        return configured(http).endpointOverride(endpoint).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /** The JDK's own HTTP client under the SDK, with its timeouts set; it passes on whole answers only. */
    public static SdkHttpClient http() {
        return new WholeAnswers(UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT).socketTimeout(READ_TIMEOUT).build());
    }

    private static DynamoDbClientBuilder configured(SdkHttpClient http) {
        return DynamoDbClient.builder().httpClient(http)
                .overrideConfiguration(settings -> settings
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(CALL_TIMEOUT).apiCallAttemptTimeout(CALL_TIMEOUT));
    }
}
