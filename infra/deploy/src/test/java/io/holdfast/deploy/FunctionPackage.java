package io.holdfast.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What {@code mvn package} laid out for the functions: the CodeUri of all of them. */
final class FunctionPackage {
    static final Path FOLDER = Template.ROOT
            .resolve(Template.read().at("/Globals/Function/CodeUri").textValue());

    private FunctionPackage() {}

    /** Its files, in order. */
    static List<Path> files() {
        if (!Files.isDirectory(FOLDER)) {
            throw new IllegalStateException(
                    FOLDER + " is not there; these tests need `mvn package` first");
        }
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As `sam deploy` uploads it. */
    static void zip(Path target) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Path file : files()) {
                zip.putNextEntry(new ZipEntry(
                        FOLDER.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
