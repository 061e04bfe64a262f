package io.holdfast.dynamodb;

import io.holdfast.domain.BookingId;
import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Image;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.dynamodb.item.ItemImages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

/**
 * Puts of several bookings in one request, each by itself. An INSERT of PartiQL is refused if its
 * key has an item, so it is a put on {@link Conditions#ABSENT} (promise 3).
 */
record BatchInsert(List<BookingId> ids, BatchExecuteStatementRequest request) {
    static final String OPERATION = "BatchExecuteStatement";

    static BatchInsert of(String table, List<PutBooking> puts) {
        return new BatchInsert(puts.stream().map(PutBooking::booking).map(Booking::id).toList(),
                BatchExecuteStatementRequest.builder().statements(puts.stream()
                        .map(put -> insert(table, BookingItem.write(put.booking()))).toList())
                        .build());
    }

    // In order of the names, so that equal kinds of bookings are equal statements.
    private static BatchStatementRequest insert(String table, Map<String, AttributeValue> item) {
        TreeMap<String, AttributeValue> sorted = new TreeMap<>(item);
        return BatchStatementRequest.builder()
                .statement("INSERT INTO \"" + table + "\" VALUE {" + sorted.keySet().stream()
                        .map(name -> "'" + name + "': ?").collect(Collectors.joining(", "))
                        + "}")
                .parameters(sorted.values()).build();
    }

    /** Answers are in the order of the statements; too few of them say nothing about any. */
    Map<BookingId, Writing> results(BatchExecuteStatementResponse response) {
        Map<BookingId, Writing> results = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            results.put(ids.get(i), response.responses().size() == ids.size()
                    ? result(ids.get(i), response.responses().get(i))
                    : new Writing.Ambiguous());
        }
        return results;
    }

    private static Writing result(BookingId id, @Nullable BatchStatementResponse answer) {
        if (answer == null) {
            return new Writing.Ambiguous();
        }
        BatchStatementError error = answer.error();
        return error == null ? new Writing.Applied() : switch (code(error)) {
            case "DuplicateItem", "ConditionalCheckFailed" ->
                new Writing.Refused(shown(id, error));
            case "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded" ->
                new Writing.NotApplied(Reason.THROTTLED);
            case "TransactionConflict", "ReplicatedWriteConflict" ->
                new Writing.NotApplied(Reason.CONTENTION);
            case "ValidationError", "ResourceNotFound", "AccessDenied",
                    "ItemCollectionSizeLimitExceeded" ->
                new Writing.NotApplied(Reason.STORE_ERROR);
            // InternalServerError, or a code that the service may have added since.
            default -> new Writing.Ambiguous();
        };
    }

    /** The codes of those that failed for another reason than that they are recorded already. */
    Stream<String> failures(BatchExecuteStatementResponse response) {
        return response.responses().size() == ids.size()
                ? response.responses().stream().filter(Objects::nonNull)
                        .map(BatchStatementResponse::error).filter(Objects::nonNull)
                        .map(BatchInsert::code).filter(code -> !code.equals("DuplicateItem"))
                : Stream.of("NoResponses");
    }

    private static String code(BatchStatementError error) {
        return Objects.requireNonNullElse(error.codeAsString(), "");
    }

    // The service shows no item here; the caller reads it.
    private static Image shown(BookingId id, BatchStatementError error) {
        return error.hasItem() && !error.item().isEmpty()
                ? new ItemImages().add(id, Optional.of(error.item())).image()
                : Image.NONE;
    }
}
