package io.holdfast.operate;

import io.holdfast.operate.report.JsonReport;
import io.holdfast.operate.report.MarkdownReport;
import io.holdfast.operate.run.AuditRun;
import io.holdfast.operate.run.Audited;
import io.holdfast.operate.run.Pause;
import io.holdfast.operate.source.ExportSource;
import io.holdfast.operate.source.ItemSource;
import io.holdfast.operate.source.TableSource;
import io.holdfast.operate.source.UnreadableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Proves from the items alone that a table keeps the promises of the design. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = {
        "Reads a table, or an export of it, and reports every item that breaks a promise. It writes to"
                + " no table, and may run beside live traffic.",
        "Exit status: 0 no finding; 1 findings; 2 the audit could not be made."})
final class AuditCommand implements Callable<Integer> {
    private static final int FINDINGS = 1;

    @Option(names = "--table", description = "Name of the table; the stack's output TableName.")
    private @Nullable String table;

    @Option(names = "--listing", description = "Name of the listing, to compare it with the bookings; the stack's output ListingName.")
    private @Nullable String listing;

    @Option(names = "--export", paramLabel = "DIR", description = "Folder of a full export of the table to S3 in DYNAMODB_JSON, copied from the bucket as it lies there.")
    private @Nullable Path export;

    @Option(names = "--listing-export", paramLabel = "DIR", description = "The same of the listing.")
    private @Nullable Path listingExport;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--requests", defaultValue = ""
            + TableSource.REQUESTS, description = "Requests under way at the same time, 1 to "
                    + TableSource.MOST_REQUESTS + ". Default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(names = "--rounds", defaultValue = ""
            + AuditRun.ROUNDS, description = "Passes over a table at most, for resources that are written to meanwhile, 1 to "
                    + AuditRun.MOST_ROUNDS + ". Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--report", paramLabel = "FILE.md", description = "Writes the report there and only its verdict to the standard output.")
    private @Nullable Path report;

    @Option(names = "--json", paramLabel = "FILE.json", description = "Writes the report as JSON, too.")
    private @Nullable Path json;

    /** @throws AuditFailed whatever keeps it from a result; so no such end looks like findings */
    @Override
    public Integer call() {
        try {
            requireOptions();
            Audited audited = export == null ? auditTable() : auditExport(export);
            write(audited);
            return audited.passed() ? 0 : FINDINGS;
        } catch (UnreadableSource | IllegalArgumentException | SdkException | IOException e) {
            throw new AuditFailed(e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new AuditFailed("the heap is too small (set JAVA_TOOL_OPTIONS=-Xmx…)", e);
        } catch (RuntimeException | Error e) {
            throw new AuditFailed(e.toString(), e);
        }
    }

    private void requireOptions() {
        require((table == null) != (export == null), "needs either --table or --export");
        require(listing == null || table != null, "--listing belongs to --table");
        require(listingExport == null || export != null, "--listing-export belongs to --export");
        require(export == null || !connection.isNamed(),
                "--region and --endpoint belong to --table");
        requireFolder(report);
        requireFolder(json);
    }

    // Found out before a run of minutes, not after it.
    private static void requireFolder(@Nullable Path file) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        require(folder == null || Files.isDirectory(folder), "there is no folder for " + file);
    }

    private static void require(boolean valid, String problem) {
        if (!valid) {
            throw new IllegalArgumentException(problem);
        }
    }

    private Audited auditTable() {
        try (DynamoDbClient client = connection.client()) {
            return audit(TableSource.of(client, String.valueOf(table), requests),
                    Optional.ofNullable(listing)
                            .map(name -> TableSource.of(client, name, requests)));
        }
    }

    private Audited auditExport(Path folder) {
        return audit(ExportSource.of(folder),
                Optional.ofNullable(listingExport).map(ExportSource::of));
    }

    private Audited audit(ItemSource items, Optional<? extends ItemSource> entries) {
        return new AuditRun(items, entries.map(each -> each), InstantSource.system(), Pause::sleep)
                .run(rounds);
    }

    private void write(Audited audited) throws IOException {
        String page = MarkdownReport.of(audited);
        System.out.print(report == null ? page : audited.verdict() + "\n");
        if (report != null) {
            Files.writeString(report, page);
        }
        if (json != null) {
            Files.writeString(json, JsonReport.of(audited));
        }
    }
}
