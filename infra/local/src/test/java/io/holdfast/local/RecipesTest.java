package io.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.lambda.stream.Publisher;
import io.holdfast.local.Service.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends every request of the page of recipes to a running service, and compares the answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecipesTest {
    private static final Path PAGE = Path.of("../docs/recipes.md");
    private static final Pattern REQUEST = Pattern
            .compile("(GET|PUT|POST) (\\S+)(?: (\\{.*}))?\\n-> (\\d{3})(.*)"
                    + "|EVENT (\\S+) (\\S+)");
    private static final Pattern DIGEST = Pattern
            .compile("\\| `([^`]+)` \\| `([^`]+)` \\| `([^`]+)` \\|");
    private static final int RECIPES = 7;
    private static final int DIGEST_DIGITS = 32;
    private final Queue<Publisher.Entry> events = new ConcurrentLinkedQueue<>();
    private LocalService service;

    @BeforeAll
    void start() throws IOException {
        service = LocalService.start(Settings.anywhere(entries -> {
            events.addAll(entries);
            return Set.of();
        }));
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
    }

    record Recipe(String title, String text) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Recipe> recipes() throws IOException {
        return Arrays.stream(Files.readString(PAGE).split("\n## ")).skip(1)
                .map(section -> new Recipe(section.lines().findFirst().orElseThrow(), section));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyLineOfTheRecipeIsTrue(Recipe recipe) {
        Matcher line = REQUEST.matcher(recipe.text());
        int lines = 0;
        while (line.find()) {
            if (line.group(6) != null) {
                Plant.await(line.group(), () -> events.stream().anyMatch(
                        event -> event.type().equals(line.group(6))
                                && event.detail().contains("\"" + line.group(7) + "\"")));
            } else {
                requireAnswer(line);
            }
            lines++;
        }
        assertThat(lines).as("requests of %s", recipe).isPositive()
                .as("every expectation belongs to a request")
                .isEqualTo(recipe.text().lines().filter(each -> each.startsWith("-> ")
                        || each.startsWith("EVENT ")).count());
    }

    @Test
    void thePageHasEveryRecipe() throws IOException {
        assertThat(recipes()).hasSize(RECIPES);
    }

    @Test
    void idsOfOtherSystemsAreDigestedAsThePageSays() throws Exception {
        List<String> wrong = new ArrayList<>();
        Matcher row = DIGEST.matcher(Files.readString(PAGE));
        int rows = 0;
        while (row.find()) {
            String id = row.group(2) + "-" + digest(row.group(1));
            if (!id.equals(row.group(3))) {
                wrong.add(row.group(1) + " is " + id);
            }
            rows++;
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).isEqualTo(3);
    }

    private void requireAnswer(Matcher line) {
        Reply reply = Service.send(HttpRequest
                .newBuilder(service.address().resolve(line.group(2)))
                .header("content-type", "application/json")
                .method(line.group(1), line.group(3) == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(line.group(3)))
                .build());

        assertThat(reply.status()).as("%s\n%s", line.group(), reply.text())
                .isEqualTo(Integer.parseInt(line.group(4)));
        for (String expected : line.group(5).strip().split(" ", -1)) {
            requireMember(expected, line.group(), reply.body());
        }
    }

    /** {@code member=value}, or an outcome or a reason alone. */
    private static void requireMember(String expected, String line, JsonNode body) {
        if (expected.isEmpty()) {
            return;
        }
        int equals = expected.indexOf('=');
        if (equals < 0) {
            assertThat(List.of(body.path("outcome").asText(), body.path("reason").asText()))
                    .as("%s\n%s", line, body).contains(expected);
            return;
        }
        String path = "/" + expected.substring(0, equals).replace('.', '/');
        assertThat(body.at(path).asText()).as("%s of %s\n%s", path, line, body)
                .isEqualTo(expected.substring(equals + 1));
    }

    private static String digest(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.UTF_8))).substring(0, DIGEST_DIGITS);
    }
}
