package io.holdfast.dynamodb;

import java.net.URI;
import java.security.Security;
import java.time.Duration;
import java.util.Map;
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
    /** To open a connection, before TLS. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    /** Between two bytes of an answer, or of the TLS handshake. */
    public static final Duration READ_TIMEOUT = Duration.ofMillis(1_500);
    /** A whole request with its answer; after it the outcome of a write is ambiguous. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

    /** What a local engine may take, which shares the cores with all that calls it. */
    private static final Duration LOCAL_TIMEOUT = Duration.ofSeconds(10);

    static {
        // A cached name would go into the snapshot, and every restored instance would use the addresses
        // of that day. The JDK reads both settings once, when it resolves its first name.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    private StoreClient() {}

    /** The client of a deployed function: region, credentials and endpoint from its environment. */
    public static DynamoDbClient fromEnvironment() {
        return isEmulated(System.getenv())
                ? configured(localHttp(), LOCAL_TIMEOUT).build()
                : configured(http(), CALL_TIMEOUT).build();
    }

    /** An endpoint of its own for all services: the function runs in an emulator, on shared cores. */
    static boolean isEmulated(Map<String, String> environment) {
        return environment.containsKey("AWS_ENDPOINT_URL");
    }

    /** A client on a given HTTP layer; whatever it does with the requests, they are the real ones. */
    public static DynamoDbClient over(SdkHttpClient http) {
        return local(URI.create("http://localhost"), http);
    }

    /** A client of a local engine, which takes any credentials. */
    public static DynamoDbClient local(URI endpoint, SdkHttpClient http) {
        return configured(http, LOCAL_TIMEOUT).endpointOverride(endpoint).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /** The JDK's own HTTP client under the SDK, with its timeouts set; it passes on whole answers only. */
    public static SdkHttpClient http() {
        return http(CONNECT_TIMEOUT, READ_TIMEOUT);
    }

    /** The same for a local engine, with its patience. */
    public static SdkHttpClient localHttp() {
        return http(LOCAL_TIMEOUT, LOCAL_TIMEOUT);
    }

    private static SdkHttpClient http(Duration connect, Duration read) {
        return new WholeAnswers(UrlConnectionHttpClient.builder().connectionTimeout(connect)
                .socketTimeout(read).build());
    }

    private static DynamoDbClientBuilder configured(SdkHttpClient http, Duration timeout) {
        return DynamoDbClient.builder().httpClient(http)
                .overrideConfiguration(settings -> settings
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(timeout).apiCallAttemptTimeout(timeout));
    }
}
