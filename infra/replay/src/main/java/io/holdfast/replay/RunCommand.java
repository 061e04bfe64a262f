package io.holdfast.replay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay run}: define, send, report, audit. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Sends the attempts of a CSV file and audits what stands afterwards.")
final class RunCommand implements Callable<Integer> {
    private static final int MOST_CONNECTIONS = 512;
    private static final int AUDIT_FAILED = 1;

    @Parameters(paramLabel = "ATTEMPTS", description = "CSV with a header: booking_id, resource, "
            + "units, and optionally date and reference. Rows of one booking_id are its lines.")
    private Path attempts = Path.of("");

    @Option(names = "--resources", paramLabel = "FILE", description = "CSV with resource, capacity: defined before the first attempt.")
    private @Nullable Path resources;

    @Option(names = "--url", defaultValue = "http://localhost:8080", description = "Where the service is. Default: ${DEFAULT-VALUE}")
    private URI url = URI.create("");

    @Option(names = "--connections", defaultValue = "16", description = "Requests at a time, 1 to 512. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--order", defaultValue = "none", description = "none: all at once. date: one date after the other, the attempts of a "
            + "date all at once. Default: ${DEFAULT-VALUE}")
    private Order order = Order.none;

    /** How attempts follow one another. */
    enum Order {
        none,
        date
    }

    @Override
    public Integer call() throws IOException {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "--connections must be from 1 to " + MOST_CONNECTIONS);
        }
        List<Attempt> file = AttemptsCsv.read(attempts);
        List<List<Attempt>> waves = order == Order.date ? Attempt.byDate(file) : List.of(file);
        Map<String, Long> capacities = resources == null ? Map.of() : ResourcesCsv.read(resources);

        try (Connections pool = new Connections(new Api(url), connections)) {
            pool.define(capacities);
            Run run = pool.book(waves);
            System.out.println(Report.of(run));
            Audit audit = pool.audit(run);
            System.out.println(audit.report());
            return audit.passed() ? 0 : AUDIT_FAILED;
        }
    }
}
