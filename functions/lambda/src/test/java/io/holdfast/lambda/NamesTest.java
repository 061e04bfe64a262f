package io.holdfast.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lambda.invocation.Setting;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A name that was resolved before a snapshot must be resolved anew after it. The JDK reads the setting
 * once, at the first name, so each handler is tried in a JVM of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html">Best
 *      practices for SnapStart</a>
 */
class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"BookHandler", "QueueHandler", "StreamHandler"})
    void noNameThatAFunctionResolvesIsKept(String handler) throws Exception {
        ProcessBuilder jvm = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "--add-exports", "java.base/sun.net=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Probe.class.getName(),
                "io.holdfast.lambda." + handler);
        jvm.environment().putAll(environment());
        jvm.redirectError(new File("/dev/null"));
        Process process = jvm.start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("0 0");
        assertThat(process.waitFor()).isZero();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local"));
        for (Setting setting : Setting.values()) {
            environment.put(setting.variable(), switch (setting) {
                case AUTHORIZATION -> "NONE";
                case TABLE, LISTING, EVENT_BUS, METRICS -> "holdfast";
                default -> "http://localhost/queue";
            });
        }
        return environment;
    }

    /** Prints for how many seconds a name is kept that was found, and one that was not. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws Exception {
            Class.forName(arguments[0]).getConstructor().newInstance();
            resolve();
            Class<?> policy = Class.forName("sun.net.InetAddressCachePolicy");
            System.out.print(policy.getMethod("get").invoke(null) + " "
                    + policy.getMethod("getNegative").invoke(null));
            System.out.flush();
        }

        private static void resolve() throws IOException {
            assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
        }
    }
}
