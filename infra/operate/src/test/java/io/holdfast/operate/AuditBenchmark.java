package io.holdfast.operate;

import io.holdfast.operate.source.ExportWriter;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints what an audit of an export costs: writes one of many bookings, with its listing, and audits
 * it in a JVM of its own with a heap of 512 MB and two cores.
 *
 * <pre>
 * mvn -q -Paudit-benchmark -pl infra/operate -am        perhaps with -Dbookings=100000
 * </pre>
 */
public final class AuditBenchmark {
    private static final String HEAP = "-Xmx512m";
    private static final int PARTITIONS = 16;

    private AuditBenchmark() {}

    /** Takes a number of bookings, and a folder that does not exist yet. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("audit")) {
            audit(List.of(arguments).subList(1, arguments.length));
            return;
        }
        Path folder = Path.of(arguments[1]);
        write(Integer.parseInt(arguments[0]), folder);
        String export = "--export=" + folder.resolve("table");
        System.out.println("without the listing:");
        inJvm(export);
        System.out.println("with the listing:");
        inJvm(export, "--listing-export=" + folder.resolve("listing"));
    }

    private static void write(int bookings, Path folder) throws IOException {
        ExportWriter table = new ExportWriter(folder.resolve("table"), "benchmark", PARTITIONS);
        ExportWriter listing = new ExportWriter(folder.resolve("listing"), "benchmark", PARTITIONS);
        GeneratedTable generated = new GeneratedTable();
        generated.write(bookings, table::add, listing::add);
        table.finish(generated.moment());
        listing.finish(generated.moment());
        System.out.printf(Locale.ROOT, "%,d bookings: %,d MB of gzip%n", bookings,
                size(folder) >> 20);
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
        }
    }

    private static void inJvm(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-XX:ActiveProcessorCount=2", "-classpath",
                System.getProperty("java.class.path"), AuditBenchmark.class.getName(), "audit"));
        command.addAll(List.of(options));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("the audit ended with status " + status);
        }
    }

    private static void audit(List<String> options) throws IOException {
        List<String> all = new ArrayList<>(List.of("audit"));
        all.addAll(options);
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double load = system.getSystemLoadAverage();
        long start = System.nanoTime();
        int status = Main.run(all.toArray(String[]::new));
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
        System.out.printf(Locale.ROOT,
                "%.1f s, %.1f s of processor time, peak heap %d MB of %d MB, load %.1f to %.1f%n",
                seconds, processorSeconds(system), peak() >> 20,
                Runtime.getRuntime().maxMemory() >> 20, load, system.getSystemLoadAverage());
        System.exit(status);
    }

    private static double processorSeconds(OperatingSystemMXBean system) {
        return system instanceof com.sun.management.OperatingSystemMXBean own
                ? own.getProcessCpuTime() / 1e9
                : 0;
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
    }
}
