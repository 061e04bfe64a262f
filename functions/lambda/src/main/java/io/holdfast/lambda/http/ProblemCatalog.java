package io.holdfast.lambda.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The catalog of problems, {@code infra/docs/problems.md}: a page with one section per problem. */
public final class ProblemCatalog {
    /** The path of its route. */
    public static final String PATH = "/problems";
    /** The section for reasons that have none of their own. */
    static final String VERDICTS = "verdicts";
    private static final int OK = 200;

    private ProblemCatalog() {}

    /** The page, as the package holds it. */
    public static HttpResponse page() {
        try (InputStream page = ProblemCatalog.class.getResourceAsStream("/problems.md")) {
            if (page == null) {
                throw new IllegalStateException("the package has no problems.md");
            }
            return HttpResponse.of(OK, "text/markdown; charset=utf-8",
                    new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The address of the page, relative to the address of a request, so that it is valid under
     * every stage or base path that the API is published under.
     *
     * @param routeKey of the request, or empty
     * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-5.2">RFC 3986, 5.2</a>
     */
    static String relativeTo(String routeKey) {
        int segments = routeKey.length() - routeKey.replace("/", "").length();
        return segments == 0 ? PATH : "../".repeat(segments - 1) + PATH.substring(1);
    }
}
