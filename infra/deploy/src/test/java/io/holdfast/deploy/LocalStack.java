package io.holdfast.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** LocalStack in a container: the last version that needs no token. */
final class LocalStack {
    private static final DockerImageName IMAGE = DockerImageName
            .parse("localstack/localstack:4.14.0");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    // Created at the start: even the constructor asks for a Docker engine.
    private @Nullable LocalStackContainer container;

    /** Skips the suite, and prints why and how to run it. */
    static void requireEngine() {
        boolean there = DockerClientFactory.instance().isDockerAvailable();
        if (!there) {
            System.err.println("""

                    *** SKIPPED: no Docker engine answers, so nothing was run on LocalStack. ***
                    *** With one: mvn verify -pl infra/deploy -am                            ***
                    """);
        }
        assumeTrue(there, "no Docker engine answers");
    }

    void start() {
        container = new LocalStackContainer(IMAGE)
                .withEnv("PROVIDER_OVERRIDE_DYNAMODB", "v2")
                .withEnv("PROVIDER_OVERRIDE_DYNAMODBSTREAMS", "v2")
                .withEnv("LAMBDA_KEEPALIVE_MS", "60000")
                // JVMs that start at once on two cores need longer than the usual 20 seconds.
                .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "120");
        container.start();
    }

    /** Stops it; does nothing if it was never started. */
    void stop() {
        if (container != null) {
            container.stop();
        }
    }

    URI endpoint() {
        return Objects.requireNonNull(container).getEndpoint();
    }

    /** A client with patience: the first request to a service starts it, the first to a function its container. */
    <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                .endpointOverride(endpoint()).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider
                        .create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    String logs() {
        return Objects.requireNonNull(container).getLogs();
    }
}
