package io.holdfast.replay;

import io.holdfast.replay.input.Attempt;
import io.holdfast.replay.input.AttemptsCsv;
import io.holdfast.replay.input.BadInput;
import io.holdfast.replay.input.CsvFormat;
import io.holdfast.replay.input.HotelStays;
import io.holdfast.replay.input.ResourcesCsv;
import io.holdfast.replay.input.StayChanges;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay hotel-stays}: converts hotel bookings into the two files of a replay. */
@Command(name = "hotel-stays", mixinStandardHelpOptions = true, description = {
        "Converts hotel bookings (id, booked_on, hotel, room_type, arrival, nights) into "
                + "attempts.csv and resources.csv.",
        "A resource is one night of one room type of one hotel; a stay is one booking of all its "
                + "nights; a day use (0 nights) takes the room for the night of its arrival.",
        "A name with characters that an id cannot have keeps its readable part and gets a digest, "
                + "so that two names never become one id."})
final class HotelStaysCommand implements Callable<Integer> {
    private static final int MOST_PERCENT = 1000;

    @Parameters(paramLabel = "FILE", description = "The CSV of hotel bookings.")
    private Path file = Path.of("");

    @Option(names = "--capacity-percent", defaultValue = "70", description = "Capacity of each room type, in percent of the rooms that were requested for "
            + "its busiest night; rounded down, at least 1. Default: ${DEFAULT-VALUE}")
    private int percent;

    @Option(names = "--nights-percent", defaultValue = "0", description = "Stays in a hundred that get a night more or less later; "
            + "amendments.csv has them. Default: ${DEFAULT-VALUE}")
    private int nightsPercent;

    @Option(names = "--room-type-percent", defaultValue = "0", description = "Stays in a hundred that change the room type later. Default: ${DEFAULT-VALUE}")
    private int roomTypePercent;

    @Option(names = "--out", defaultValue = ".", paramLabel = "DIR", description = "The folder for the two files. Default: the working directory")
    private Path out = Path.of("");

    @Mixin
    private final CsvFormat format = new CsvFormat();

    @Override
    public Integer call() throws IOException {
        if (percent < 1 || percent > MOST_PERCENT) {
            throw new BadInput(
                    "--capacity-percent must be from 1 to " + MOST_PERCENT);
        }
        StayChanges changes = new StayChanges(nightsPercent, roomTypePercent);
        HotelStays stays = HotelStays.read(file, format);
        createFolder();
        Map<String, Long> capacities = stays.capacities(percent, changes);
        Path attempts = out.resolve("attempts.csv");
        Path resources = out.resolve("resources.csv");
        AttemptsCsv.write(attempts, stays.attempts());
        ResourcesCsv.write(resources, capacities);
        System.out.printf("%d stays in %s, %d resources in %s%n", stays.stays().size(), attempts,
                capacities.size(), resources);
        List<Attempt> amendments = stays.amendments(changes);
        if (!amendments.isEmpty()) {
            Path file = out.resolve("amendments.csv");
            AttemptsCsv.write(file, amendments);
            System.out.printf("%d amendments in %s%n", amendments.size(), file);
        }
        return 0;
    }

    private void createFolder() throws IOException {
        try {
            Files.createDirectories(out);
        } catch (FileAlreadyExistsException e) {
            throw new BadInput("--out: " + out + " is not a folder");
        }
    }
}
