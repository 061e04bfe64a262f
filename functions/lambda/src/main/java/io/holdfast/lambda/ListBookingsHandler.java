package io.holdfast.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.listing.Cursor;
import io.holdfast.domain.listing.ListKey;
import io.holdfast.domain.listing.ListQuery;
import io.holdfast.domain.listing.Listing;
import io.holdfast.domain.listing.Listing.Part;
import io.holdfast.domain.listing.StateFilter;
import io.holdfast.lambda.http.HttpHandler;
import io.holdfast.lambda.http.HttpRequest;
import io.holdfast.lambda.http.HttpResponse;
import io.holdfast.lambda.http.Problem;
import io.holdfast.lambda.http.Replies;
import io.holdfast.lambda.invocation.Delivery;
import io.holdfast.lambda.invocation.Lookup;
import io.holdfast.lambda.invocation.Setting;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.lambda.priming.Priming;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code GET /resources/{resourceId}/bookings}: the bookings of a resource, and
 * {@code GET /bookings?reference=…}: those of a reference, a page at a time. It reads the listing
 * only, which knows no resources: one that does not exist has an empty list.
 */
public final class ListBookingsHandler extends HttpHandler {
    private static final int USUAL_LIMIT = 25;
    private static final String STATE = "state";
    private static final String LIMIT = "limit";
    private static final String REFERENCE = "reference";
    /** A read of a list that does not exist, for TLS and credentials. */
    private static final Part NOTHING = new Part(
            new ListKey.OfResource(new ResourceId("rehearsal")), Optional.empty(),
            Optional.empty(), 1);
    /** What a caller may ask for; to leave it out asks for {@link StateFilter#PRESENT}. */
    private static final List<StateFilter> STATES = Arrays.stream(StateFilter.values())
            .filter(filter -> filter != StateFilter.PRESENT).toList();

    public ListBookingsHandler() {
        this(Wiring.fromEnvironment());
        Setting.LISTING.required(System.getenv());
        Priming.register(List.of(
                () -> Priming.run(primed -> new ListBookingsHandler(primed), Priming.route("")),
                () -> wiring().listing().orElseThrow().read(NOTHING)));
    }

    public ListBookingsHandler(Wiring wiring) {
        super(wiring);
    }

    @Override
    protected HttpResponse answer(HttpRequest request, Context context) {
        Instant now = wiring().clock().instant();
        ListQuery query = new ListQuery(key(request), state(request),
                request.queryParameter("after").map(Cursor::parse), limit(request), now);
        Optional<Listing> listing = wiring().listing();
        if (listing.isEmpty()) {
            return Problem.listingOff();
        }
        return switch (Lookup.of(query, listing.get(), wiring(), context,
                Delivery.http(request.requestId()))) {
            case ListQuery.Result.Page page -> Replies.read(page, now);
            case ListQuery.Result.NotRead(Reason reason) -> Problem.unavailable(reason);
        };
    }

    @Override
    protected List<String> queryParameters(HttpRequest request) {
        return Route.queryParametersOf(request.routeKey());
    }

    private static ListKey key(HttpRequest request) {
        return Route.LIST_REFERENCE.hasKey(request.routeKey())
                ? new ListKey.OfReference(request.queryParameter(REFERENCE).orElseThrow(
                        () -> new InvalidInput(REFERENCE, "must be given: GET"
                                + " /resources/{resourceId}/bookings lists those of a resource")))
                : new ListKey.OfResource(request.resourceId());
    }

    private static StateFilter state(HttpRequest request) {
        Optional<String> name = request.queryParameter(STATE);
        return name.isEmpty()
                ? StateFilter.PRESENT
                : STATES.stream().filter(each -> each.name().equals(name.get())).findFirst()
                        .orElseThrow(() -> new InvalidInput(STATE, "must be one of "
                                + STATES.stream().map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static int limit(HttpRequest request) {
        try {
            return request.queryParameter(LIMIT).map(Integer::parseInt).orElse(USUAL_LIMIT);
        } catch (NumberFormatException e) {
            throw new InvalidInput(LIMIT, "must be from 1 to " + Limits.LISTED);
        }
    }
}
