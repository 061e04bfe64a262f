package io.holdfast.lambda.http;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Limits;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.command.Precondition;
import io.holdfast.lambda.json.JsonFields;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of an HTTP API event that the handlers use.
 *
 * @param requestId the delivery's id, given by the API; never empty
 * @param routeKey the route as the API declares it, {@code PUT /bookings/{bookingId}}, or empty
 * @param method of the request, or empty
 * @param authorized whether an authorizer has let it in
 * @param pathParameters decoded by the API
 * @param headers those that a handler reads, by lower-case name
 * @param queryParameters their values by name, decoded; those of a repeated one are joined by commas
 * @param body its bytes, from plain text or base64
 */
public record HttpRequest(String requestId, String routeKey, String method, boolean authorized,
        Map<String, String> pathParameters, Map<String, String> headers,
        Map<String, String> queryParameters, ByteBuffer body) {

    static final String IDEMPOTENCY_KEY = "idempotency-key";
    static final String IF_MATCH = "if-match";
    static final String IF_NONE_MATCH = "if-none-match";
    /** Its name in messages to callers. */
    public static final String IDEMPOTENCY_KEY_FIELD = "Idempotency-Key";
    private static final String IDS = "ids";
    /** Parameters of a signature in the query; the API has checked them. */
    private static final String SIGNATURE = "x-amz-";

    /** A placeholder for a request whose event could not be read. */
    static HttpRequest unread(String requestId) {
        return new HttpRequest(requestId, "", "", false, Map.of(), Map.of(), Map.of(),
                ByteBuffer.allocate(0));
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    public BookingId bookingId() {
        return BookingId.addressed(pathParameters.getOrDefault("bookingId", ""));
    }

    public ResourceId resourceId() {
        return ResourceId.addressed(pathParameters.getOrDefault("resourceId", ""));
    }

    /**
     * The resources that the query names, in its order.
     *
     * @throws InvalidInput unless they are 1 to 100 distinct ids
     */
    public List<ResourceId> resourceIds() {
        String[] given = queryParameter(IDS).orElseThrow(HttpRequest::wrongNumberOfIds)
                .split(",", Limits.RESOURCES_READ + 1);
        if (given.length > Limits.RESOURCES_READ) {
            throw wrongNumberOfIds();
        }
        Set<ResourceId> ids = new LinkedHashSet<>();
        for (String each : given) {
            String place = IDS + "[" + ids.size() + "]";
            if (!ids.add(resourceId(place, each))) {
                throw new InvalidInput(place, "appears twice; name each resource once");
            }
        }
        return List.copyOf(ids);
    }

    private static ResourceId resourceId(String place, String id) {
        try {
            return ResourceId.addressed(id);
        } catch (InvalidInput e) {
            throw new InvalidInput(place, e.problem());
        }
    }

    private static InvalidInput wrongNumberOfIds() {
        return new InvalidInput(IDS, "must be 1 to " + Limits.RESOURCES_READ
                + " distinct ids of resources, separated by commas");
    }

    /**
     * The command's id as the caller named it: the {@code Idempotency-Key}, bare or as the quoted
     * string of the IETF draft.
     */
    public Optional<CommandId> namedCommand() {
        return Optional.ofNullable(headers.get(IDEMPOTENCY_KEY)).map(HttpRequest::commandId);
    }

    /** The id that the caller named, or else one that is derived from the id of this delivery. */
    public CommandId commandId() {
        return namedCommand().orElseGet(this::delivery);
    }

    public CommandId delivery() {
        return CommandId.ofDelivery(requestId);
    }

    private static CommandId commandId(String key) {
        boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
        String id = quoted ? key.substring(1, key.length() - 1) : key;
        InvalidInput.requireAddressable(IDEMPOTENCY_KEY_FIELD, id);
        try {
            return new CommandId(id);
        } catch (InvalidInput e) {
            throw new InvalidInput(IDEMPOTENCY_KEY_FIELD, e.problem());
        }
    }

    /** The value of a query parameter, if the request has it. */
    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(queryParameters.get(name));
    }

    /**
     * Rejects every other query parameter: to ignore one would be to run another request than the
     * caller's.
     */
    void allowQueryParameters(List<String> known) {
        for (String name : new TreeSet<>(queryParameters.keySet())) {
            if (!known.contains(name) && !name.toLowerCase(Locale.ROOT).startsWith(SIGNATURE)) {
                throw new InvalidInput(name, "is no query parameter here; "
                        + (known.isEmpty()
                                ? "there are none"
                                : "known are " + String.join(", ", known)));
            }
        }
    }

    /**
     * The precondition of a definition. No reply carries an entity tag, so {@code *} is the only
     * value that a resource can meet: any other tag of {@code If-Match} cannot be one of ours.
     *
     * @throws UnmetPrecondition if no state of the resource could meet it
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110, 13.1</a>
     */
    public Precondition precondition() {
        String match = headers.get(IF_MATCH);
        String noneMatch = headers.get(IF_NONE_MATCH);
        if (match != null && noneMatch != null) {
            throw new InvalidInput("If-None-Match", "cannot be given together with If-Match");
        }
        if (noneMatch != null && !noneMatch.strip().equals("*")) {
            throw new InvalidInput("If-None-Match", "must be *: create only; there are no entity"
                    + " tags, and expectedDefinitionVersion guards a change");
        }
        if (match != null && !match.strip().equals("*")) {
            throw new UnmetPrecondition();
        }
        return match != null
                ? Precondition.PRESENT
                : noneMatch != null ? Precondition.ABSENT : Precondition.NONE;
    }

    /** Rejects a precondition, on a route that honors none. */
    public void refusePreconditions() {
        for (String name : List.of(IF_MATCH, IF_NONE_MATCH)) {
            if (headers.containsKey(name)) {
                throw new InvalidInput(name.equals(IF_MATCH) ? "If-Match" : "If-None-Match",
                        "is not honored here; the ids of booking and command guard the request");
            }
        }
    }

    public JsonFields fields() {
        return JsonFields.ofBody(body);
    }

    /** The body's fields, on a route whose body is optional. */
    public JsonFields optionalFields() {
        return JsonFields.ofOptionalBody(body);
    }
}
