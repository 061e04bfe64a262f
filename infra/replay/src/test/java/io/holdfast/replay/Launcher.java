package io.holdfast.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of {@code infra/holdfast} in a tree of its own. Its Maven is a script that writes the
 * class path of these tests: a real build would write into the folders that the tests run from.
 */
final class Launcher {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> PROGRAMS = List.of("bash", "cat", "dirname", "find", "head",
            "mkdir", "mv", "readlink", "rm", "rmdir", "sed", "sleep", "touch");
    private static final String MAVEN = """
            #!/usr/bin/env bash
            echo build >>FOLDER/builds
            [ ! -e FOLDER/slow ] || sleep 1
            [ ! -e FOLDER/broken ] || exit 1
            for option; do
              case $option in
                -Dlauncher.classpath=*) cat FOLDER/classpath >"${option#*=}" ;;
                infra/*) mkdir -p "FOLDER/$option/target/classes" ;;
              esac
            done
            """;

    private final Path folder;
    private final Map<String, String> environment;
    private final List<Process> started = new ArrayList<>();

    private Launcher(Path folder) {
        this.folder = folder;
        this.environment = new HashMap<>(Map.of("PATH",
                folder.resolve("bin").toString(), "HOME", folder.toString(), "JAVA_HOME",
                System.getProperty("java.home")));
    }

    static Launcher in(Path folder) throws IOException {
        Launcher launcher = new Launcher(folder);
        Files.createDirectories(folder.resolve("infra"));
        Files.copy(Path.of("..", "holdfast"), folder.resolve("infra/holdfast"),
                StandardCopyOption.COPY_ATTRIBUTES);
        for (Path read : launcher.sources()) {
            Files.createDirectories(read.getParent());
            Files.writeString(read, "");
        }
        Files.createDirectories(folder.resolve("bin"));
        for (String program : PROGRAMS) {
            script(folder.resolve("bin").resolve(program),
                    "#!/bin/sh\nexec " + where(program) + " \"$@\"\n");
        }
        Files.writeString(folder.resolve("classpath"), System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path")));
        script(launcher.maven(), MAVEN.replace("FOLDER", folder.toString()));
        return launcher;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static Path where(String program) {
        return List.of("/bin", "/usr/bin").stream().map(bin -> Path.of(bin, program))
                .filter(Files::exists).findFirst().orElseThrow();
    }

    /** One file of each kind that makes a build necessary when it changes. */
    List<Path> sources() {
        return List.of("pom.xml", ".mvn/maven.config", "functions/domain/pom.xml",
                "functions/domain/src/main/java/A.java", "infra/local/pom.xml",
                "infra/local/src/main/java/B.java", "infra/docs/openapi.yaml",
                "infra/docs/problems.md").stream()
                .map(folder::resolve).toList();
    }

    Path maven() {
        return folder.resolve("bin/mvn");
    }

    void withoutJdk() {
        environment.remove("JAVA_HOME");
        environment.put("HOLDFAST_JVMS", folder.resolve("nothing").toString());
    }

    void withOlderJavaHomeAndTheRightOneElsewhere() throws IOException {
        Path older = folder.resolve("jdk-17");
        Files.createDirectories(older.resolve("bin"));
        Files.writeString(older.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        script(older.resolve("bin/java"), "exit 1\n");
        script(older.resolve("bin/javac"), "exit 1\n");
        environment.put("JAVA_HOME", older.toString());
        environment.put("HOLDFAST_JVMS",
                Path.of(System.getProperty("java.home"), "..").normalize().toString());
    }

    void buildsFail() throws IOException {
        Files.createFile(folder.resolve("broken"));
    }

    void buildsTakeASecond() throws IOException {
        Files.createFile(folder.resolve("slow"));
    }

    /**
     * Makes two waiting launchers race for the lock of a dead one: each pauses for a second after
     * it has read the process id, so both have read it before either acts; every removal but the
     * first is slower, so one launcher has taken the lock when the other would remove it.
     */
    void locksAreReadAndRemovedSlowly() throws IOException {
        script(folder.resolve("bin/cat"), """
                #!/bin/sh
                CAT "$@"
                case $1 in */lock/pid) sleep 1 ;; esac
                """.replace("CAT", where("cat").toString()));
        script(folder.resolve("bin/rm"), """
                #!/bin/sh
                mkdir FOLDER/removed 2>/dev/null || sleep 0.3
                exec RM "$@"
                """.replace("FOLDER", folder.toString()).replace("RM", where("rm").toString()));
    }

    void with(String variable, String value) {
        environment.put(variable, value);
    }

    /** A relative link, in a folder of its own, to a relative link beside the launcher. */
    Path link() throws IOException {
        Files.createSymbolicLink(folder.resolve("infra/second"), Path.of("holdfast"));
        Path bin = Files.createDirectories(folder.resolve("elsewhere/bin"));
        return Files.createSymbolicLink(bin.resolve("holdfast"),
                Path.of("..", "..", "infra", "second"));
    }

    /** Surefire ends its class path with a separator; a second one would add an empty entry. */
    void addToTheClassPath(String entry) throws IOException {
        Path file = folder.resolve("classpath");
        String classpath = Files.readString(file);
        Files.writeString(file, classpath + (classpath.endsWith(":") ? "" : ":") + entry);
    }

    /** Builds a tool, so that a later run prints nothing about a build. */
    void build(String tool) throws Exception {
        run(tool, "--help");
    }

    int builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    Process start(String tool, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(folder.resolve("infra/holdfast").toString(), tool));
        command.addAll(List.of(options));
        return startCommand(command);
    }

    /** Starts a command in the root folder of the tree. */
    Process startCommand(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(folder.resolve("complaint").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    int run(String tool, String... options) throws Exception {
        return start(tool, options).waitFor();
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    String complaint() throws IOException {
        return Files.readString(folder.resolve("complaint"));
    }

    String awaitOutput(String part) throws Exception {
        return await("output", part);
    }

    String awaitComplaint(String part) throws Exception {
        return await("complaint", part);
    }

    private String await(String file, String part) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String text = Files.readString(folder.resolve(file));
            if (text.contains(part)) {
                return text;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no \"" + part + "\" in\n" + output() + complaint());
    }

    void end() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }
}
