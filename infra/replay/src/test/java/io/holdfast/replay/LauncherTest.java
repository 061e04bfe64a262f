package io.holdfast.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code infra/holdfast} as a process, with the real tools; only Maven is faked. */
class LauncherTest {
    private static final List<String> FREE_PORTS = List.of("--port=0", "--dynamodb-port=0",
            "--queue-port=0");
    private static final Pattern ADDRESS = Pattern.compile("http://localhost:\\d+");

    @TempDir
    Path folder;

    private Launcher launcher;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        launcher = Launcher.in(folder);
    }

    @AfterEach
    void endProcesses() throws Exception {
        launcher.end();
    }

    @Test
    void sigtermEndsTheServiceAndFreesItsPorts() throws Exception {
        Process service = launcher.start("local", FREE_PORTS.toArray(String[]::new));
        List<URI> addresses = ADDRESS.matcher(launcher.awaitOutput("Ctrl-C stops it."))
                .results().map(found -> URI.create(found.group())).distinct().toList();
        assertThat(addresses).hasSize(3);
        assertThat(HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(addresses.getFirst().resolve("/openapi.yaml")).build(),
                BodyHandlers.discarding()).statusCode()).isEqualTo(200);

        service.destroy();

        assertThat(service.waitFor()).as("ended by SIGTERM").isEqualTo(128 + 15);
        assertThat(launcher.output()).endsWith("Holdfast has stopped.\n");
        for (URI address : addresses) {
            new ServerSocket(address.getPort(), 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void aBusyPortIsReportedInOneLine() throws Exception {
        launcher.build("local");
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(launcher.run("local", "--port=" + busy.getLocalPort())).isEqualTo(2);
            assertThat(launcher.complaint())
                    .isEqualTo("holdfast-local: port " + busy.getLocalPort() + " is busy\n");
        }
    }

    @Test
    void badInputOfAToolIsReportedInOneLine() throws Exception {
        launcher.build("local");
        launcher.build("replay");
        assertThat(launcher.run("local", "--colour=red")).isEqualTo(2);
        assertThat(launcher.complaint()).contains("--colour=red").hasLineCount(1);
        assertThat(launcher.run("local", "--host=192.0.2.1")).isEqualTo(2);
        assertThat(launcher.complaint()).contains("192.0.2.1").hasLineCount(1);
        assertThat(launcher.run("replay", "run", "--colour=red")).isEqualTo(2);
        assertThat(launcher.complaint()).isNotEmpty();
        launcher.build("define");
        assertThat(launcher.output()).contains("Usage: define", "--allow-drain");
        assertThat(launcher.run("define", folder.resolve("none.csv").toString())).isEqualTo(2);
        assertThat(launcher.complaint()).startsWith("define: ").contains("none.csv")
                .hasLineCount(1);
        assertThat(launcher.run("replay", "run", folder.resolve("none.csv").toString()))
                .isEqualTo(2);
        assertThat(launcher.complaint()).contains("none.csv").hasLineCount(1);
    }

    @Test
    void anUnknownToolIsReported() throws Exception {
        assertThat(launcher.run("locale")).isEqualTo(2);
        assertThat(launcher.complaint()).contains("locale").hasLineCount(1);
        assertThat(launcher.run("")).isEqualTo(2);
        assertThat(launcher.run("--help")).isZero();
        assertThat(launcher.output()).contains("local ", "define ", "replay ");
    }

    @Test
    void aMissingJdkIsReportedInOneLineWithTheRemedy() throws Exception {
        launcher.withoutJdk();

        assertThat(launcher.run("local", "--help")).isEqualTo(1);
        assertThat(launcher.complaint()).isEqualTo("holdfast: found no JDK 25 or later: "
                + "install one, or set JAVA_HOME to its folder\n");
    }

    @Test
    void anOlderJdkIsSkipped() throws Exception {
        launcher.withOlderJavaHomeAndTheRightOneElsewhere();

        assertThat(launcher.run("replay", "--help")).isZero();
        assertThat(launcher.output()).contains("hotel-stays");
    }

    @Test
    void aMissingMavenIsReportedInOneLineWithTheRemedy() throws Exception {
        Files.delete(launcher.maven());

        assertThat(launcher.run("local", "--help")).isEqualTo(1);
        assertThat(launcher.complaint()).isEqualTo(
                "holdfast: found no Maven (mvn), which builds the tools: install it\n");
    }

    @Test
    void afterAFailedBuildNoToolIsStarted() throws Exception {
        launcher.buildsFail();

        assertThat(launcher.run("local", "--help")).isEqualTo(1);
        assertThat(launcher.output()).isEmpty();
        assertThat(launcher.complaint()).endsWith(
                "holdfast: the build failed; Maven's messages are above\n");
        assertThat(launcher.run("local", "--help")).as("the next run tries again").isEqualTo(1);
        assertThat(launcher.builds()).isEqualTo(2);
    }

    @Test
    void aChangedSourceCausesOneBuild() throws Exception {
        assertThat(launcher.run("replay", "--help")).isZero();
        assertThat(launcher.complaint()).startsWith("holdfast: builds infra/replay");
        assertThat(launcher.run("replay", "--help")).isZero();
        assertThat(launcher.complaint()).isEmpty();
        assertThat(launcher.builds()).isEqualTo(1);

        Instant later = Instant.now().plus(Duration.ofHours(1));
        for (Path read : launcher.sources()) {
            FileTime before = Files.getLastModifiedTime(read);
            int builds = launcher.builds();
            Files.setLastModifiedTime(read, FileTime.from(later));
            assertThat(launcher.run("replay", "--help")).isZero();
            assertThat(launcher.builds()).as(read.toString()).isEqualTo(builds + 1);
            Files.setLastModifiedTime(read, before);
        }
    }

    @Test
    void aMissingFileCausesOneBuild() throws Exception {
        Path library = Files.writeString(folder.resolve("library.jar"), "");
        launcher.addToTheClassPath(library.toString());
        assertThat(buildsAfterARun()).isEqualTo(1);
        assertThat(buildsAfterARun()).as("no file is missing").isEqualTo(1);

        Files.delete(library);
        assertThat(buildsAfterARun()).as("a library is missing").isEqualTo(2);
        Files.writeString(library, "");
        assertThat(buildsAfterARun()).as("the library is back").isEqualTo(2);

        Files.delete(folder.resolve("infra/replay/target/classes"));
        assertThat(buildsAfterARun()).as("the classes of the tool are missing").isEqualTo(3);
        assertThat(buildsAfterARun()).as("the build wrote the classes").isEqualTo(3);
    }

    /** Java reads an empty entry as the working directory, so it is never missing. */
    @Test
    void anEmptyEntryOfTheClassPathCausesNoBuild() throws Exception {
        launcher.addToTheClassPath(":" + System.getProperty("java.home"));
        assertThat(buildsAfterARun()).isEqualTo(1);
        assertThat(buildsAfterARun()).isEqualTo(1);
    }

    private int buildsAfterARun() throws Exception {
        assertThat(launcher.run("replay", "--help")).isZero();
        return launcher.builds();
    }

    @Test
    void ofTwoLaunchersThatFindADeadLockOneBuilds() throws Exception {
        leaveALock();
        launcher.buildsTakeASecond();
        launcher.locksAreReadAndRemovedSlowly();
        Process one = launcher.start("replay", "--help");
        Process two = launcher.start("replay", "--help");

        assertThat(one.waitFor()).isZero();
        assertThat(two.waitFor()).isZero();
        assertThat(launcher.builds()).isEqualTo(1);
        assertThat(folder.resolve("target/holdfast").toFile().list())
                .containsExactlyInAnyOrder("began", "replay.classpath");
    }

    @Test
    void theLauncherIgnoresCdpath() throws Exception {
        Files.createDirectories(folder.resolve("other/infra"));
        launcher.with("CDPATH", folder.resolve("other").toString());

        Process process = launcher.startCommand(List.of("infra/holdfast", "replay", "--help"));

        assertThat(process.waitFor()).as(launcher.complaint()).isZero();
        assertThat(folder.resolve("target/holdfast/replay.classpath")).exists();
    }

    @Test
    void aLinkToTheLauncherFindsItsTree() throws Exception {
        Process process = launcher
                .startCommand(List.of(launcher.link().toString(), "replay", "--help"));

        assertThat(process.waitFor()).as(launcher.complaint()).isZero();
        assertThat(folder.resolve("target/holdfast/replay.classpath")).exists();
    }

    @Test
    void theFolderOfTheJdkIsPrinted() throws Exception {
        assertThat(launcher.run("--jdk")).isZero();
        assertThat(launcher.output()).isEqualTo(System.getProperty("java.home") + "\n");
        assertThat(launcher.builds()).isZero();

        launcher.withoutJdk();
        assertThat(launcher.run("--jdk")).isEqualTo(1);
        assertThat(launcher.output()).isEmpty();
        assertThat(launcher.complaint()).startsWith("holdfast: found no JDK").hasLineCount(1);
    }

    /** Three scripts once searched for a JDK themselves, and found three different ones. */
    @ParameterizedTest
    @ValueSource(strings = {".ci/run", "infra/clients/with-service", "infra/examples/run"})
    void everyScriptAsksTheLauncherForTheJdk(String script) throws IOException {
        assertThat(Files.readString(Path.of("..", "..", script)))
                .containsPattern("infra/holdfast\"? --jdk")
                .doesNotContain("/usr/lib/jvm", "JAVA_VERSION");
    }

    @Test
    void twoToolsThatAreStartedTogetherBuildOnce() throws Exception {
        launcher.buildsTakeASecond();
        Process one = launcher.start("replay", "--help");
        Process two = launcher.start("replay", "--help");

        assertThat(one.waitFor()).isZero();
        assertThat(two.waitFor()).isZero();
        assertThat(launcher.builds()).as("the second finds what the first has built").isEqualTo(1);
    }

    @Test
    void theLockOfAKilledLauncherIsRemoved() throws Exception {
        Path lock = leaveALock();

        assertThat(launcher.run("replay", "--help")).isZero();
        assertThat(lock).doesNotExist();
    }

    /** Leaves the lock of a process that has ended. */
    private Path leaveALock() throws Exception {
        Path lock = Files.createDirectories(folder.resolve("target/holdfast/lock"));
        Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor()).isZero();
        Files.writeString(lock.resolve("pid"), Long.toString(dead.pid()));
        return lock;
    }

    @Test
    void logLinesAreJsonInAPipe() throws Exception {
        launcher.build("local");
        launcher.start("local", FREE_PORTS.toArray(String[]::new));
        Matcher found = ADDRESS.matcher(launcher.awaitOutput("Ctrl-C stops it."));
        assertThat(found.find()).isTrue();
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create(found.group() + "/bookings/b-1/resolve"))
                .POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.discarding());

        assertThat(launcher.awaitComplaint("\"command\":\"resolve\"")).startsWith("{");
    }
}
