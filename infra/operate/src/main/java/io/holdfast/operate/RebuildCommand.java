package io.holdfast.operate;

import io.holdfast.dynamodb.DynamoDbListing;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Writes the entries of all bookings of a table. */
@Command(name = "rebuild", mixinStandardHelpOptions = true, description = "Scans a table and writes the entries of its bookings into the listing. It may run beside live traffic, and twice: an entry is written only if the listing has none of a later version.")
final class RebuildCommand implements Callable<Integer> {
    @Option(names = "--table", required = true, description = "Name of the table; the stack's output TableName.")
    private String table = "";

    @Option(names = "--listing", required = true, description = "Name of the listing; the stack's output ListingName.")
    private String listing = "";

    @Option(names = "--region", defaultValue = "", description = "Region of both. Default: that of the environment.")
    private String region = "";

    @Option(names = "--endpoint", defaultValue = "", description = "Address of a local engine, such as http://localhost:8000, which takes any credentials.")
    private String endpoint = "";

    @Override
    public Integer call() throws InterruptedException {
        try (DynamoDbClient client = client()) {
            Rebuild rebuild = new Rebuild(client, table, new DynamoDbListing(client, listing),
                    System.err::println);
            return rebuild.run() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    // Unlike the functions, it lets the SDK repeat a request: an entry may be written twice.
    private DynamoDbClient client() {
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
