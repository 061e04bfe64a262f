package io.holdfast.replay;

import io.holdfast.replay.input.BadInput;
import io.holdfast.replay.input.CsvFormat;
import io.holdfast.replay.input.ResourceRow;
import io.holdfast.replay.input.ResourcesCsv;
import io.holdfast.replay.run.Connections;
import io.holdfast.replay.run.Definer;
import io.holdfast.replay.run.Definitions;
import io.holdfast.replay.service.Address;
import io.holdfast.replay.service.Api;
import io.holdfast.replay.service.AuthorizationOptions;
import io.holdfast.replay.service.RetryPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code define}: makes the resources of a service what a file says. */
@Command(name = DefineCommand.NAME, mixinStandardHelpOptions = true, description = {
        "Creates or changes every resource of a CSV file over HTTP.",
        "It reads the resources first and sends only what differs, so that it can be run again "
                + "after an interruption, after a failure, and with a changed file or an older "
                + "one: afterwards each resource is as the file says.",
        "Exit status: 0 every resource is as the file says; 1 at least one is not, or is not known "
                + "to be; 2 the input or an option is wrong, and nothing was sent."})
final class DefineCommand implements Callable<Integer> {
    static final String NAME = "define";
    private static final int MOST_CONNECTIONS = 512;
    private static final int FAILED = 1;

    @Parameters(paramLabel = "RESOURCES", description = "CSV with a header: resource, capacity, "
            + "and optionally status (OPEN or CLOSED; an empty one stays as it is).")
    private Path resources = Path.of("");

    @Option(names = "--url", defaultValue = "http://localhost:8080", description = "The URL of the service; its path and query are kept. Default: ${DEFAULT-VALUE}")
    private String url = "";

    @Option(names = "--connections", defaultValue = "16", description = "Requests at a time, 1 to 512. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--allow-drain", description = "Cuts a capacity also below the units that are "
            + "taken; nothing is admitted then until enough was released.")
    private boolean allowDrain;

    @Mixin
    private final CsvFormat format = new CsvFormat();

    @Mixin
    private final AuthorizationOptions authorization = new AuthorizationOptions();

    @Override
    public Integer call() throws IOException {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new BadInput("--connections must be from 1 to " + MOST_CONNECTIONS);
        }
        Address address = Address.of(url);
        List<ResourceRow> rows = ResourcesCsv.read(resources, format);
        Api api = new Api(address, authorization.authorization(address, System.getenv()));
        try (Connections pool = new Connections(api, RetryPolicy.sleeping(), connections)) {
            Definitions definitions = new Definer(pool, allowDrain).define(rows);
            System.out.println(definitions.report(resources));
            return definitions.failed() == 0 ? 0 : FAILED;
        }
    }
}
