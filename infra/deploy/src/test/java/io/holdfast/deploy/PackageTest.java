package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed: its size, and what it is made of. */
class PackageTest {
    /** Far below the service's 50 MB of a zip; a restore reads all of it. */
    private static final long BUDGET_BYTES = 15L * 1024 * 1024;

    @Test
    void thePackageStaysWithinItsBudget() throws IOException {
        long bytes = 0;
        for (Path file : FunctionPackage.files()) {
            bytes += Files.size(file);
            if (file.toString().endsWith(".jar")) {
                System.out.printf("%,10d %s%n", Files.size(file), file.getFileName());
            }
        }
        System.out.printf("%,10d bytes in all, of %,d%n", bytes, BUDGET_BYTES);
        assertThat(bytes).isLessThan(BUDGET_BYTES);
    }

    @Test
    void nothingOfTheToolsIsInIt() {
        List<String> names = FunctionPackage.files().stream()
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(names).noneMatch(name -> name.startsWith("DynamoDBLocal")
                || name.startsWith("junit") || name.startsWith("holdfast-engine")
                || name.startsWith("netty") || name.startsWith("apache-client")
                || name.startsWith("jackson-databind"));
        assertThat(names).contains("BookHandler.class").filteredOn(
                name -> name.startsWith("holdfast-")).hasSize(2);
    }

    @Test
    void nothingOfTheBoardIsInItAndTheFunctionsKnowNothingOfIt() throws IOException {
        assertThat(FunctionPackage.files()).noneMatch(file -> file.toString()
                .contains("/io/holdfast/local/"))
                .noneMatch(file -> file.toString().matches(".*\\.(html|css|js|svg)"));
        try (Stream<Path> sources = Files.walk(Template.ROOT.resolve("functions"))) {
            assertThat(sources.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty().allSatisfy(file -> assertThat(file).content()
                            .doesNotContain("io.holdfast.local."));
        }
    }

    @Test
    void theSameFilesMakeTheSameZip(@TempDir Path folder) throws IOException {
        FunctionPackage.zip(folder.resolve("one.zip"));
        FunctionPackage.zip(folder.resolve("two.zip"));

        assertThat(Files.size(folder.resolve("one.zip")))
                .isEqualTo(Files.size(folder.resolve("two.zip")));
    }
}
