package io.holdfast.replay;

import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.input.AttemptsCsv;
import io.holdfast.replay.input.BadInput;
import io.holdfast.replay.input.CsvFormat;
import io.holdfast.replay.input.ResourceRow;
import io.holdfast.replay.input.ResourcesCsv;
import io.holdfast.replay.input.Wave;
import io.holdfast.replay.report.HtmlReport;
import io.holdfast.replay.report.Report;
import io.holdfast.replay.report.VerdictsCsv;
import io.holdfast.replay.run.Audit;
import io.holdfast.replay.run.Connections;
import io.holdfast.replay.run.Run;
import io.holdfast.replay.service.Address;
import io.holdfast.replay.service.Api;
import io.holdfast.replay.service.AuthorizationOptions;
import io.holdfast.replay.service.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay run}: check the file, define resources, book, report, audit. */
@Command(name = "run", mixinStandardHelpOptions = true, description = {
        "Sends the attempts of a CSV file and audits what is recorded afterwards.",
        "Exit status: 0 the audit passed; 1 it failed, no attempt got a verdict, or an error came "
                + "after the first attempt; 2 the input or an option is wrong, and nothing was "
                + "booked."})
final class RunCommand implements Callable<Integer> {
    private static final int MOST_CONNECTIONS = 512;
    private static final int AUDIT_FAILED = 1;

    @Parameters(paramLabel = "ATTEMPTS", description = "CSV with a header: booking_id, resource, "
            + "units, and optionally date and reference. Rows of one booking_id are its lines.")
    private Path attempts = Path.of("");

    @Option(names = "--resources", paramLabel = "FILE", description = "CSV with resource, capacity and optionally status. The resources are defined before the first attempt.")
    private @Nullable Path resources;

    @Option(names = "--amendments", paramLabel = "FILE", description = "CSV with booking_id, resource and units: the lines that a booking of "
            + "ATTEMPTS gets later, one amendment for each booking.")
    private @Nullable Path amendments;

    @Option(names = "--url", defaultValue = "http://localhost:8080", description = "The URL of the service; its path and query are kept. Default: ${DEFAULT-VALUE}")
    private String url = "";

    @Option(names = "--connections", defaultValue = "16", description = "Requests at a time, 1 to 512. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--order", defaultValue = "none", description = "none: all at once. date: one date after the other, the attempts of a "
            + "date all at once. Default: ${DEFAULT-VALUE}")
    private Order order = Order.none;

    @Option(names = "--verdicts", paramLabel = "OUT.csv", description = "Writes a CSV file with a row for each attempt.")
    private @Nullable Path verdicts;

    @Option(names = "--report", paramLabel = "OUT.html", description = "Writes a report with charts: one HTML file that loads nothing else.")
    private @Nullable Path report;

    @Mixin
    private final CsvFormat format = new CsvFormat();

    @Mixin
    private final AuthorizationOptions authorization = new AuthorizationOptions();

    /** The order in which attempts are sent; picocli shows the constants as option values. */
    enum Order {
        none,
        date
    }

    @Override
    public Integer call() throws IOException {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new BadInput("--connections must be from 1 to " + MOST_CONNECTIONS);
        }
        if (verdicts != null) {
            requireWritable("--verdicts", verdicts);
        }
        if (report != null) {
            requireWritable("--report", report);
        }
        Address address = Address.of(url);
        List<Attempt> file = AttemptsCsv.read(attempts, format);
        List<Wave> waves = Wave.of(
                order == Order.date ? Attempt.byDate(file) : List.of(file), amendments(file));
        List<ResourceRow> rows = resources == null
                ? List.of()
                : ResourcesCsv.read(resources, format);
        Api api = new Api(address, authorization.authorization(address, System.getenv()));
        try (Connections pool = new Connections(api, RetryPolicy.sleeping(), connections)) {
            pool.define(rows);
            return bookAndAudit(pool, waves);
        }
    }

    private Map<String, Attempt> amendments(List<Attempt> file) throws IOException {
        if (amendments == null) {
            return Map.of();
        }
        Set<String> known = file.stream().map(Attempt::bookingId).collect(Collectors.toSet());
        Map<String, Attempt> all = new HashMap<>();
        for (Attempt amendment : AttemptsCsv.read(amendments, format)) {
            if (!known.contains(amendment.bookingId())) {
                throw new BadInput(amendments + ":" + amendment.line() + ": booking_id \""
                        + amendment.bookingId() + "\" is not in " + attempts);
            }
            all.put(amendment.bookingId(), amendment);
        }
        return all;
    }

    /** Checked before the first attempt, so that a wrong path costs no run. */
    private static void requireWritable(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new BadInput(option + ": " + file + " is a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BadInput(option + ": there is no folder " + folder);
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new BadInput(option + ": " + file + " cannot be written");
        }
    }

    /** @throws RunFailed for any error from the first attempt on */
    private int bookAndAudit(Connections pool, List<Wave> waves) {
        try {
            Run run = pool.book(waves);
            System.out.println(Report.of(run));
            Audit audit = pool.audit(run);
            System.out.println(audit.report());
            writeFiles(run, audit);
            return audit.passed() && run.decided() > 0 ? 0 : AUDIT_FAILED;
        } catch (IOException | RuntimeException e) {
            throw new RunFailed(e);
        }
    }

    // Writes after the audit is printed, so that a full disk does not lose the audit.
    private void writeFiles(Run run, Audit audit) throws IOException {
        if (verdicts != null) {
            VerdictsCsv.write(verdicts, run);
        }
        if (report != null) {
            HtmlReport.write(report, attempts, run, audit);
        }
    }
}
