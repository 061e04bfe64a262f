package io.holdfast.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code infra/lint/require-node}, the first step of .ci/run, the linters and the examples. */
class RequiredNodeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"v18.19.1", "v20.18.3", "v9.9.0", "v"})
    void anOlderNodeIsReportedInOneLineWithTheNeededVersion(String version) throws Exception {
        assertThat(requireNode(version)).isEqualTo("1 needs Node 20.19 or later, and found "
                + version + ": install one (https://nodejs.org) and put it on the PATH\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v20.19.0", "v20.19.2", "v22.0.0", "v100.1.0"})
    void aNodeOfTheNeededVersionOrLaterIsAccepted(String version) throws Exception {
        assertThat(requireNode(version)).isEqualTo("0 ");
    }

    @Test
    void everyScriptThatNeedsNodeChecksItsVersion() throws IOException {
        for (String script : new String[]{".ci/run", "infra/lint/run", "infra/examples/run"}) {
            assertThat(Files.readString(Path.of("..", "..", script))).as(script)
                    .contains("require-node");
        }
    }

    /** Runs the script with a node of this version; returns the exit status and the output. */
    private String requireNode(String version) throws Exception {
        Path node = Files.writeString(folder.resolve("node"), "#!/bin/sh\necho " + version + "\n");
        assertThat(node.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder("../lint/require-node")
                .redirectErrorStream(true);
        builder.environment().merge("PATH", folder + ":", (path, first) -> first + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }
}
