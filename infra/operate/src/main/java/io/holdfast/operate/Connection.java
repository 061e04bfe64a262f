package io.holdfast.operate;

import java.net.URI;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Where the tables are, as the options of a tool say it. */
final class Connection {
    @Option(names = "--region", defaultValue = "", description = "Region of the tables. Default: that of the environment.")
    private String region = "";

    @Option(names = "--endpoint", defaultValue = "", description = "Address of a local engine, such as http://localhost:8000, which takes any credentials.")
    private String endpoint = "";

    /** Whether one of the options was given. */
    boolean isNamed() {
        return !region.isEmpty() || !endpoint.isEmpty();
    }

    // Unlike the functions, it lets the SDK repeat a request: an entry may be written twice.
    DynamoDbClient client() {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        if (!region.isEmpty()) {
            builder.region(Region.of(region));
        }
        if (!endpoint.isEmpty()) {
            builder.endpointOverride(URI.create(endpoint))
                    .region(region.isEmpty() ? Region.US_EAST_1 : Region.of(region))
                    .credentialsProvider(StaticCredentialsProvider
                            .create(AwsBasicCredentials.create("local", "local")));
        }
        return builder.build();
    }
}
