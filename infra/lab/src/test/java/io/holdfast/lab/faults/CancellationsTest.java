package io.holdfast.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Interception;
import io.holdfast.lab.Engine;
import io.holdfast.lab.Functions;
import io.holdfast.lab.Reply;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A canceled transaction took no effect, even if the store does not say why it was canceled. */
class CancellationsTest {
    private final Functions functions = Functions.on(Engine.embedded());
    private final String resource = Engine.fresh("resource");
    private final String booking = Engine.fresh("booking");

    static List<List<CancellationReason>> wordless() {
        return List.of(List.of(), reasons("None", "None"), reasons("ConditionalCheckFailed"),
                reasons("TransactionConflict"));
    }

    @ParameterizedTest
    @MethodSource("wordless")
    void aCancellationThatSaysNothingOfAnItemIsALostRace(List<CancellationReason> reasons) {
        functions.define(resource, 5);
        functions.hold(booking, resource, 2, "PT10M");
        Functions canceled = Functions.on(canceling(reasons));
        String booked = Engine.fresh("booking");
        String command = Engine.fresh("command");

        for (Reply reply : List.of(canceled.book(booked, resource, 1),
                canceled.confirm(booking, command),
                canceled.define(resource, command, "{\"capacity\":7}"))) {
            assertThat(reply.status() + " " + reply.reason()).isEqualTo("409 CONTENTION");
        }
        assertThat(functions.book(booked, resource, 1).reason()).as("recorded")
                .isEqualTo("CONTENTION");
        assertThat(functions.confirm(booking, command).reason()).isEqualTo("CONTENTION");
        assertThat(functions.counters(resource)).isEqualTo("3 2 0");
    }

    private static List<CancellationReason> reasons(String... codes) {
        return List.of(codes).stream()
                .map(code -> CancellationReason.builder().code(code).build()).toList();
    }

    private static DynamoDbClient canceling(List<CancellationReason> reasons) {
        Interception interception = (request, proceed) -> {
            if (request instanceof TransactWriteItemsRequest) {
                throw TransactionCanceledException.builder().statusCode(400).message("canceled")
                        .cancellationReasons(reasons).build();
            }
            return proceed.with(request);
        };
        return interception.around(Engine.embedded());
    }
}
