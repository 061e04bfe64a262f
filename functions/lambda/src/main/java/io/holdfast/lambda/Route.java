package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.lambda.http.ProblemCatalog;
import io.holdfast.lambda.invocation.Wiring;
import java.util.Arrays;
import java.util.List;

/** Every route of the HTTP API and the function behind it. */
public enum Route {
    DEFINE_RESOURCE("PUT", "/resources/{resourceId}"),
    READ_RESOURCE("GET", "/resources/{resourceId}"),
    READ_RESOURCES("GET", "/resources", "ids"),
    LIST_BOOKINGS("GET", "/resources/{resourceId}/bookings", "state", "after", "limit"),
    LIST_REFERENCE("GET", "/bookings", "reference", "state", "after", "limit"),
    BOOK("PUT", "/bookings/{bookingId}"),
    READ_BOOKING("GET", "/bookings/{bookingId}"),
    CONFIRM("POST", "/bookings/{bookingId}/confirm"),
    RELEASE("POST", "/bookings/{bookingId}/release"),
    EXTEND("POST", "/bookings/{bookingId}/extend"),
    AMEND("POST", "/bookings/{bookingId}/amend"),
    RESOLVE("POST", "/bookings/{bookingId}/resolve"),
    /** The catalog of problems; a page of the function that reads resources. */
    READ_PROBLEMS("GET", ProblemCatalog.PATH);

    private final String method;
    private final String path;
    /** Unmodifiable, which its type cannot say. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> queryParameters;

    Route(String method, String path, String... queryParameters) {
        this.method = method;
        this.path = path;
        this.queryParameters = List.of(queryParameters);
    }

    /** The query parameters of the route with this key; none if the key names no route. */
    static List<String> queryParametersOf(String routeKey) {
        return Arrays.stream(values()).filter(each -> each.hasKey(routeKey)).findFirst()
                .map(Route::queryParameters).orElse(List.of());
    }

    /** Whether a request has this route: the key is its method, a space, and the path. */
    boolean hasKey(String routeKey) {
        return methods().stream().anyMatch(each -> routeKey.equals(each + " " + path));
    }

    public String method() {
        return method;
    }

    /** All methods of the route: a route that answers GET also answers HEAD, without a body. */
    public List<String> methods() {
        return method.equals("GET") ? List.of("GET", "HEAD") : List.of(method);
    }

    /** The path as the API declares it, with its parameters in braces. */
    public String path() {
        return path;
    }

    /** The names of the query parameters that the route has. */
    public List<String> queryParameters() {
        return queryParameters;
    }

    /** The function behind the route, on the given graph. */
    public RequestStreamHandler handler(Wiring wiring) {
        return switch (this) {
            case DEFINE_RESOURCE -> new DefineResourceHandler(wiring);
            case READ_RESOURCE, READ_RESOURCES, READ_PROBLEMS -> new ReadResourceHandler(wiring);
            case LIST_BOOKINGS, LIST_REFERENCE -> new ListBookingsHandler(wiring);
            case BOOK -> new BookHandler(wiring);
            case READ_BOOKING -> new ReadBookingHandler(wiring);
            case CONFIRM -> new ConfirmHandler(wiring);
            case RELEASE -> new ReleaseHandler(wiring);
            case EXTEND -> new ExtendHandler(wiring);
            case AMEND -> new AmendHandler(wiring);
            case RESOLVE -> new ResolveHandler(wiring);
        };
    }
}
