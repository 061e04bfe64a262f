package io.holdfast.operate;

import io.holdfast.dynamodb.DynamoDbListing;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Writes the entries of all bookings of a table. */
@Command(name = "rebuild", mixinStandardHelpOptions = true, description = "Scans a table and writes the entries of its bookings into the listing. It may run beside live traffic, and twice: an entry is written only if the listing has none of a later version.")
final class RebuildCommand implements Callable<Integer> {
    @Option(names = "--table", required = true, description = "Name of the table; the stack's output TableName.")
    private String table = "";

    @Option(names = "--listing", required = true, description = "Name of the listing; the stack's output ListingName.")
    private String listing = "";

    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() throws InterruptedException {
        try (DynamoDbClient client = connection.client()) {
            Rebuild rebuild = new Rebuild(client, table, new DynamoDbListing(client, listing),
                    System.err::println);
            return rebuild.run() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
