package io.holdfast.lab.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import io.holdfast.lab.RouteEvent;
import io.holdfast.lab.TestContext;
import io.holdfast.lambda.Route;
import io.holdfast.lambda.http.ProblemCatalog;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every problem links to the page that explains it, and the service answers with that page. */
class ProblemCatalogTest {
    private static final Path PAGE = Path.of("..", "..", "infra", "docs", "problems.md");

    @Test
    void theLinkLeadsToThePageFromEveryRoute() throws IOException {
        Functions functions = Functions.on(Engine.embedded());
        for (Route route : Route.values()) {
            if (route != Route.READ_PROBLEMS) {
                Reply reply = functions.call(route, "a b", Map.of(), "");
                String path = route.path().replaceAll("\\{\\w+}", "x");
                String link = reply.headers().get("link").textValue();
                assertThat(link).endsWith("#invalid-request>; rel=\"help\"");
                for (String base : Set.of("https://api.example", "https://api.example/prod")) {
                    assertThat(URI.create(base + path)
                            .resolve(link.substring(1, link.indexOf('#'))).toString())
                            .as(route.name()).isEqualTo(base + "/problems");
                }
            }
        }
    }

    @Test
    void thePageIsInThePackage() throws IOException {
        Functions functions = Functions.on(Engine.embedded());

        String answer = new String(functions.answer(Route.READ_PROBLEMS,
                RouteEvent.of(Route.READ_PROBLEMS, "", Map.of(), new byte[0]),
                new TestContext(30_000)), StandardCharsets.UTF_8);

        assertThat(answer).contains("\"statusCode\":200", "text/markdown",
                "### insufficient-capacity");
        assertThat(ProblemCatalog.page().body()).isEqualTo(Files.readString(PAGE));
    }
}
