package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the house, from the innermost to the outermost. A package may use those above it in
 * this list and none below it, so no arrow goes upwards and there is no circle.
 */
class RoomsTest {
    private static final List<String> ROOMS = List.of(
            "domain", "domain.resource", "domain.command", "domain.booking", "domain.ledger",
            "domain.listing",
            "domain.decision", "domain.protocol", "domain.event", "domain.audit",
            "dynamodb.item", "dynamodb",
            "lambda.json", "lambda.invocation", "lambda.http", "lambda.queue", "lambda.stream",
            "lambda.priming", "lambda",
            "engine.expression", "engine", "engine.time", "engine.service", "lab",
            "lab.workload", "lab.race", "lab.steps", "lab.explorer", "lab.schedule",
            "lab.contention", "lab.report", "lab.plan", "lab.longrun", "lab.cli",
            "local.invocation", "local.http", "local.queue", "local.stream", "local.race",
            "local.board", "local",
            "replay.input", "replay.service", "replay.run", "replay.report", "replay",
            "operate.source", "operate.audit", "operate.run", "operate.report", "operate",
            "examples");
    /** The most types of one package that can be seen at one glance. */
    private static final int MOST_TYPES = 18;
    private static final Path ROOT = Path.of("..", "..");
    private static final String OURS = "io.holdfast.";
    private static final Pattern ARROW = Pattern
            .compile("^\\s+io\\.holdfast\\.(\\S+)\\s+-> io\\.holdfast\\.(\\S+)", Pattern.MULTILINE);

    private static String arrows = "";

    @BeforeAll
    static void askTheCompiler() throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("--multi-release", "base", "--ignore-missing-deps", "-verbose:package"));
        for (Path module : modules()) {
            Path classes = module.resolve(Path.of("target", "classes"));
            assertThat(classes).as("build the module first: mvn verify").isDirectory();
            arguments.add(classes.toString());
        }
        StringWriter output = new StringWriter();
        ToolProvider.findFirst("jdeps").orElseThrow().run(new PrintWriter(output),
                new PrintWriter(output), arguments.toArray(String[]::new));
        arrows = output.toString();
    }

    @Test
    void everyPackageHasItsRoom() throws IOException {
        assertThat(sources().keySet()).containsExactlyInAnyOrderElementsOf(ROOMS);
    }

    @Test
    void noArrowGoesUpwards() {
        TreeSet<String> upwards = new TreeSet<>();
        int seen = 0;
        Matcher arrow = ARROW.matcher(arrows);
        while (arrow.find()) {
            seen++;
            if (ROOMS.indexOf(arrow.group(1)) < ROOMS.indexOf(arrow.group(2))) {
                upwards.add(arrow.group(1) + " -> " + arrow.group(2));
            }
        }
        assertThat(seen).as("arrows between packages: %s", arrows).isGreaterThan(ROOMS.size());
        assertThat(upwards).isEmpty();
    }

    @Test
    void noPackageHasMoreTypesThanAnybodyCanOverlook() throws IOException {
        assertThat(sources()).allSatisfy((room, files) -> assertThat(files).as(room)
                .hasSizeLessThanOrEqualTo(MOST_TYPES));
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> functions = Files.list(ROOT.resolve("functions"));
                Stream<Path> tools = Files.list(ROOT.resolve("infra"));
                Stream<Path> examples = Stream.of(ROOT.resolve("infra/examples/java"))) {
            return Stream.of(functions, tools, examples).flatMap(each -> each)
                    .filter(each -> Files.isDirectory(each.resolve("src/main/java"))).toList();
        }
    }

    /** Source files of each package, without those that only describe it. */
    private static Map<String, List<Path>> sources() throws IOException {
        Map<String, List<Path>> sources = new TreeMap<>();
        for (Path module : modules()) {
            Path folder = module.resolve("src/main/java");
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")
                        && !file.endsWith("package-info.java"))
                        .forEach(file -> sources.computeIfAbsent(room(folder, file),
                                name -> new ArrayList<>()).add(file));
            }
        }
        return sources;
    }

    private static String room(Path folder, Path file) {
        return folder.relativize(file.getParent()).toString().replace('/', '.')
                .substring(OURS.length());
    }
}
