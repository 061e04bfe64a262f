package io.holdfast.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.ledger.Ledger;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.listing.ListedBooking;
import io.holdfast.domain.listing.Listing;
import io.holdfast.dynamodb.DynamoDbLedger;
import io.holdfast.dynamodb.DynamoDbListing;
import io.holdfast.dynamodb.StoreClient;
import io.holdfast.dynamodb.item.ListingTable;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.engine.LocalAddress;
import io.holdfast.lambda.invocation.Wiring;
import io.holdfast.local.http.HttpApi;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An HTTP API in front of a store of its own, which may be missing or silent. */
final class Stage implements AutoCloseable {
    private static final String LISTING = "-listing";

    private final DynamoDbClient client;
    private final Ledger ledger;
    private final Listing listing;
    private final HttpApi api;

    private Stage(URI store, String table, UnaryOperator<Wiring> wiring) throws IOException {
        client = StoreClient.local(store, StoreClient.http());
        api = HttpApi.bind(LocalAddress.choose(LocalAddress.LOOPBACK, 0));
        listing = new DynamoDbListing(client, table + LISTING);
        ledger = new DynamoDbLedger(client, table);
        api.serve(wiring.apply(Wiring.of(ledger).listing(listing)));
    }

    /** On a new table. */
    static Stage empty() throws IOException {
        String table = Service.fresh("stage");
        Stage stage = new Stage(Service.running().dynamoDb(), table, wiring -> wiring);
        stage.client.createTable(Table.creation(table));
        stage.client.createTable(ListingTable.creation(table + LISTING));
        return stage;
    }

    /** A service that keeps no listing. */
    static Stage unlisted() throws IOException {
        return new Stage(Service.running().dynamoDb(), "none",
                wiring -> Wiring.of(wiring.ledger()));
    }

    /** Does what the stream does: writes the entries of a booking. */
    void list(String booking) {
        BookingId id = new BookingId(booking);
        ListedBooking.of(((Reading.Read) ledger.read(Set.of(id))).image().booking(id).orElseThrow())
                .forEach(listing::put);
    }

    /** Closed to every caller, like a function that was deployed without an authorizer. */
    static Stage closed() throws IOException {
        return new Stage(Service.running().dynamoDb(), "none", wiring -> new Wiring(wiring.ledger(),
                wiring.clock(), wiring.remainingTime(), true, wiring.metrics()));
    }

    /** On a table that does not exist: a wrong setting. */
    static Stage misconfigured() throws IOException {
        return new Stage(Service.running().dynamoDb(), "none", wiring -> wiring);
    }

    /** On a store that does not answer. */
    static Stage silent() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new Stage(URI.create("http://localhost:" + free.getLocalPort()), "none",
                    wiring -> wiring);
        }
    }

    /** @param headers names and values in turn */
    Service.Reply send(OpenApi.Operation operation, String id, JsonNode body, String... headers) {
        String text = body.isTextual() ? body.textValue() : body.isMissingNode() ? "" : body + "";
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        all.addAll(List.of("content-type", "application/json"));
        return Service.send(HttpRequest
                .newBuilder(api.address().resolve(operation.address(id)))
                .headers(all.toArray(String[]::new))
                .method(operation.method(), BodyPublishers.ofString(text)).build());
    }

    @Override
    public void close() {
        api.close();
        client.close();
    }
}
