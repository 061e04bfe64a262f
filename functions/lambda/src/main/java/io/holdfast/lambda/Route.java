package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.holdfast.lambda.http.ProblemCatalog;
import io.holdfast.lambda.invocation.Wiring;
import java.util.List;

/** Every route of the HTTP API and the function behind it. */
public enum Route {
    DEFINE_RESOURCE("PUT", "/resources/{resourceId}"),
    READ_RESOURCE("GET", "/resources/{resourceId}"),
    BOOK("PUT", "/bookings/{bookingId}"),
    READ_BOOKING("GET", "/bookings/{bookingId}"),
    CONFIRM("POST", "/bookings/{bookingId}/confirm"),
    RELEASE("POST", "/bookings/{bookingId}/release"),
    RESOLVE("POST", "/bookings/{bookingId}/resolve"),
    /** The catalog of problems; a page of the function that reads resources. */
    READ_PROBLEMS("GET", ProblemCatalog.PATH);

    private final String method;
    private final String path;

    Route(String method, String path) {
        this.method = method;
        this.path = path;
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

    /** The function behind the route, on the given graph. */
    public RequestStreamHandler handler(Wiring wiring) {
        return switch (this) {
            case DEFINE_RESOURCE -> new DefineResourceHandler(wiring);
            case READ_RESOURCE, READ_PROBLEMS -> new ReadResourceHandler(wiring);
            case BOOK -> new BookHandler(wiring);
            case READ_BOOKING -> new ReadBookingHandler(wiring);
            case CONFIRM -> new ConfirmHandler(wiring);
            case RELEASE -> new ReleaseHandler(wiring);
            case RESOLVE -> new ResolveHandler(wiring);
        };
    }
}
