package io.holdfast.operate.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds an export below a folder, so that the folder of a copied bucket will do. */
final class ExportFolder {
    private static final String PREFIX = "AWSDynamoDB";

    private ExportFolder() {}

    /**
     * Returns the folder that has the manifests.
     *
     * @throws UnreadableSource if there is none, or more than one
     */
    static Path find(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UnreadableSource("there is no folder " + folder);
        }
        if (isExport(folder)) {
            return folder;
        }
        List<Path> exports = Stream.of(folder, folder.resolve(PREFIX))
                .flatMap(each -> folders(each).stream()).filter(ExportFolder::isExport).sorted()
                .toList();
        return switch (exports.size()) {
            case 1 -> exports.getFirst();
            case 0 -> throw new UnreadableSource("folder " + folder + " has no "
                    + Manifest.SUMMARY + ": no export, or one that was not finished or not copied"
                    + " whole");
            default -> throw new UnreadableSource("folder " + folder + " has " + exports.size()
                    + " exports: name one, such as " + exports.getLast());
        };
    }

    private static boolean isExport(Path folder) {
        return Files.isRegularFile(folder.resolve(Manifest.SUMMARY));
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UnreadableSource("folder " + folder + " cannot be listed", e);
        }
    }
}
