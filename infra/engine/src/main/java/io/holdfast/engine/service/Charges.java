package io.holdfast.engine.service;

import io.holdfast.engine.ItemSize;
import io.holdfast.engine.time.VirtualTime;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What requests cost, and whether a partition has that left. A write costs a unit per KB of the
 * larger of the item before and after it, and so does one that its condition refuses, or a
 * transaction under way (of that the documentation says nothing); inside a transaction it costs
 * twice that, also if the transaction is cancelled. A strongly consistent read
 * costs a unit per 4 KB. Each costs at least a unit. A throttled request costs nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">
 *      DynamoDB read and write operations</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html">
 *      Capacity management for transactions</a>
 */
final class Charges {
    private static final int READ_UNIT_BYTES = 4 * 1024;
    private static final int TRANSACTION = 2;

    private final VirtualTime time;
    private final Partitions partitions;
    private final Consumption consumption;

    Charges(VirtualTime time, ServiceThroughput throughput, Consumption consumption) {
        this.time = time;
        this.partitions = new Partitions(throughput);
        this.consumption = consumption;
    }

    boolean admitsWrite(Items.Key key) {
        return counted(partitions.of(key.pk()).admitsWrite(time.nanos()));
    }

    boolean admitsRead(Items.Key key) {
        return counted(partitions.of(key.pk()).admitsRead(time.nanos()));
    }

    private boolean counted(boolean admitted) {
        if (!admitted) {
            consumption.throttle();
        }
        return admitted;
    }

    void read(Items.Key key, Map<String, AttributeValue> item) {
        int units = Math.max(1, Math.ceilDiv(ItemSize.bytes(item), READ_UNIT_BYTES));
        partitions.of(key.pk()).payRead(units);
        consumption.read(units);
    }

    /** A plain write; {@code after} is the same item if it is refused. */
    void write(Items.Key key, Map<String, AttributeValue> before,
            Map<String, AttributeValue> after) {
        pay(key, units(before, after));
    }

    /** A write, or a check of a condition, in a transaction. */
    void transaction(Items.Key key, Map<String, AttributeValue> before,
            Map<String, AttributeValue> after) {
        pay(key, TRANSACTION * units(before, after));
    }

    private static int units(Map<String, AttributeValue> before,
            Map<String, AttributeValue> after) {
        return Math.max(1, Math.max(ItemSize.writeUnits(before), ItemSize.writeUnits(after)));
    }

    private void pay(Items.Key key, int units) {
        partitions.of(key.pk()).payWrite(units);
        consumption.wrote(units);
    }
}
