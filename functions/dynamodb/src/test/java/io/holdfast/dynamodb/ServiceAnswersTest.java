package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.domain.Reason;
import io.holdfast.domain.booking.Booking;
import io.holdfast.domain.ledger.Ledger.Reading;
import io.holdfast.domain.ledger.RecordWrite.PutBooking;
import io.holdfast.domain.ledger.StoreFailure;
import io.holdfast.domain.ledger.Writing;
import io.holdfast.dynamodb.contract.LedgerContract;
import io.holdfast.dynamodb.contract.Records;
import io.holdfast.dynamodb.item.BookingItem;
import io.holdfast.engine.service.Outage;
import io.holdfast.engine.service.ServiceDynamoDb;
import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.engine.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What the ledger makes of the refusals and the silence of the store in virtual time. */
class ServiceAnswersTest {
    // One unit of each kind, and nothing more for a long time.
    private static final ServiceThroughput TIGHT = new ServiceThroughput(0.01, 0.01,
            Duration.ofSeconds(100), false, 1, "resource#");
    private static final Booking FIRST = Records.hold();
    private static final Booking SECOND = Records.confirmed();

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-03-01T12:00:00Z"));
    private final List<StoreFailure> failures = new ArrayList<>();

    private DynamoDbLedger ledger(ServiceDynamoDb store) {
        return (DynamoDbLedger) new DynamoDbLedger(store, LedgerContract.TABLE)
                .reporting(failures::add);
    }

    private ServiceDynamoDb store(ServiceThroughput throughput, Outage outage) {
        return new ServiceDynamoDb(time, ServiceTimes.PUBLISHED, throughput, outage, 1);
    }

    @Test
    void aHotKeyIsThrottled() {
        DynamoDbLedger ledger = ledger(store(TIGHT, Outage.NONE));

        assertThat(ledger.record(new PutBooking(FIRST))).isEqualTo(new Writing.Applied());
        assertThat(ledger.record(new PutBooking(SECOND)))
                .isEqualTo(new Writing.NotApplied(Reason.THROTTLED));
        assertThat(ledger.read(Set.of(FIRST.id()))).isInstanceOf(Reading.Read.class);
        assertThat(ledger.read(Set.of(FIRST.id())))
                .isEqualTo(new Reading.NotRead(Reason.THROTTLED));
        assertThat(ledger.read(Set.of(FIRST.id(), SECOND.id())))
                .isEqualTo(new Reading.NotRead(Reason.THROTTLED));
        assertThat(failures).extracting(StoreFailure::exception)
                .containsOnly("ThrottlingException");
    }

    @Test
    void aMemberOfABatchIsThrottledByItself() {
        DynamoDbLedger ledger = ledger(store(TIGHT, Outage.NONE));

        assertThat(ledger.recordTogether(
                List.of(new PutBooking(FIRST), new PutBooking(SECOND))))
                .containsEntry(FIRST.id(), new Writing.Applied())
                .containsEntry(SECOND.id(), new Writing.NotApplied(Reason.THROTTLED));
    }

    @Test
    void anItemThatATransactionHasTakenIsContended() {
        ServiceDynamoDb store = store(ServiceThroughput.PUBLISHED, Outage.NONE);
        DynamoDbLedger ledger = ledger(store);
        List<Writing> writings = new ArrayList<>();
        TransactWriteItem put = TransactWriteItem.builder()
                .put(each -> each.tableName(LedgerContract.TABLE).item(BookingItem.write(FIRST)))
                .build();
        time.start(Duration.ZERO,
                () -> store.transactWriteItems(write -> write.transactItems(put)));
        time.start(Duration.ofMillis(9), () -> {
            writings.add(ledger.record(new PutBooking(FIRST)));
            writings.add(ledger.recordTogether(List.of(new PutBooking(FIRST))).values()
                    .iterator().next());
        });

        time.run();

        assertThat(writings).hasSize(2)
                .containsOnly(new Writing.NotApplied(Reason.CONTENTION));
    }

    @Test
    void silenceAndErrorsAreAmbiguous() {
        for (double errors : new double[]{0, 1}) {
            DynamoDbLedger ledger = ledger(store(ServiceThroughput.PUBLISHED, new Outage(
                    Duration.ZERO, Duration.ofMinutes(1), errors, 0, Duration.ZERO)));

            assertThat(ledger.record(new PutBooking(FIRST))).isEqualTo(new Writing.Ambiguous());
            assertThat(ledger.read(Set.of(FIRST.id())))
                    .isEqualTo(new Reading.NotRead(Reason.STORE_ERROR));
        }
    }

    @Test
    void callersWaitAsLongAsTheClientDoes() {
        assertThat(ServiceTimes.PUBLISHED.answerTimeout()).isEqualTo(StoreClient.READ_TIMEOUT);
        assertThat(ServiceTimes.NONE.answerTimeout()).isEqualTo(StoreClient.READ_TIMEOUT);
    }
}
