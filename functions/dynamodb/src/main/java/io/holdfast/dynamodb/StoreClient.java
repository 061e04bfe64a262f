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
 * The SDK client that the protocol needs: no retries, and every wait bounded. A request is sent
 * once; the caller decides whether to try again (promise 4).
 */
public final class StoreClient {
    /** To open a connection, before TLS. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    /** Between two bytes of an answer, or of the TLS handshake. */
    public static final Duration READ_TIMEOUT = Duration.ofMillis(1_500);
    /** A whole request with its answer; after it the outcome of a write is ambiguous. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

    /** The timeout for a local engine, which shares its cores with all its callers. */
    private static final Duration LOCAL_TIMEOUT = Duration.ofSeconds(10);

    static {
        // A cached address would be part of the snapshot, and every restored instance would use it.
        // The JDK reads both settings once, when it resolves its first name.
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

    /**
     * Whether the environment names one endpoint for all services: then the function runs in an
     * emulator, on shared cores.
     */
    static boolean isEmulated(Map<String, String> environment) {
        return environment.containsKey("AWS_ENDPOINT_URL");
    }

    /** A client on a given HTTP layer, which receives the real requests. */
    public static DynamoDbClient over(SdkHttpClient http) {
        return local(URI.create("http://localhost"), http);
    }

    /** A client of a local engine, which accepts any credentials. */
    public static DynamoDbClient local(URI endpoint, SdkHttpClient http) {
        return configured(http, LOCAL_TIMEOUT).endpointOverride(endpoint).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    /**
     * The JDK's HTTP client under the SDK, with its timeouts set; it passes on whole answers only.
     */
    public static SdkHttpClient http() {
        return http(CONNECT_TIMEOUT, READ_TIMEOUT);
    }

    /** The same for a local engine, with its timeout. */
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
