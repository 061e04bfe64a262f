package io.holdfast.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The class path of the local tools, which have all libraries that are not deployed. */
class ClassPathTest {
    /** Brought along by what is used, never called, and each with a history of warnings. */
    private static final List<String> UNUSED = List.of("apache-client-", "httpclient-", "netty-",
            "log4j-core-", "h2-", "logback-", "mockito-");

    @Test
    void nothingIsThereThatNothingCalls() {
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
