package io.holdfast.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code infra/holdfast lab} and {@code plan} as processes; what a build writes is there. */
class LauncherTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"lab", "plan"})
    void theLauncherStartsTheTool(String tool) throws Exception {
        copyTheLauncher(tool);

        assertThat(run(tool, "--help")).isZero();
        assertThat(folder.resolve("output")).content().startsWith("Usage: holdfast " + tool);
        assertThat(run(tool, "--colour=red")).isEqualTo(2);
        assertThat(folder.resolve("complaint")).content().startsWith(tool + ": ")
                .hasLineCount(1);
    }

    @Test
    void theUsageListsTheTools() throws Exception {
        copyTheLauncher("lab");

        assertThat(run("--help")).isZero();
        assertThat(folder.resolve("output")).content().contains("\n  lab ", "\n  plan ");
    }

    private void copyTheLauncher(String tool) throws IOException {
        Files.createDirectories(folder.resolve("infra/lab/target/classes"));
        Files.createDirectories(folder.resolve("target/holdfast"));
        Files.copy(Path.of("..", "holdfast"), folder.resolve("infra/holdfast"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(folder.resolve("target/holdfast/" + tool + ".classpath"), System
                .getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    }

    private int run(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(folder.resolve("complaint").toFile());
        builder.command().addFirst(folder.resolve("infra/holdfast").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start().waitFor();
    }
}
