package io.holdfast.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The class path of the local tools, which also has the libraries that are not deployed. */
class ClassPathTest {
    /** Transitive libraries that no code calls, and that often need security updates. */
    private static final List<String> UNUSED = List.of("apache-client-", "httpclient-", "netty-",
            "log4j-core-", "h2-", "logback-", "mockito-");

    @Test
    void unusedLibrariesAreExcluded() {
        List<String> files = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("surefire.test.class.path",
                        System.getProperty("java.class.path")))
                .map(entry -> Path.of(entry).getFileName().toString()).toList();

        assertThat(files).anyMatch(file -> file.startsWith("DynamoDBLocal-"))
                .anyMatch(file -> file.startsWith("elasticmq-"));
        for (String unused : UNUSED) {
            assertThat(files).noneMatch(file -> file.startsWith(unused));
        }
    }
}
