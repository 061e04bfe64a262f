package io.holdfast.local.stream;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads one shard of a stream, and remembers the last record that was delivered. */
final class ShardReader {
    private final DynamoDbStreamsClient client;
    private final String stream;
    private final String id;
    private final String parent;
    private @Nullable String iterator;
    private @Nullable String delivered;
    private boolean finished;

    ShardReader(DynamoDbStreamsClient client, String stream, Shard shard) {
        this.client = client;
        this.stream = stream;
        this.id = shard.shardId();
        this.parent = String.valueOf(shard.parentShardId());
    }

    /** The id of the shard whose records precede these; no shard has it if there is none. */
    String parent() {
        return parent;
    }

    boolean finished() {
        return finished;
    }

    GetRecordsResponse read(int most) {
        if (iterator == null) {
            renew();
        }
        return client.getRecords(get -> get.shardIterator(iterator).limit(most));
    }

    /** Moves on after the records of this response were delivered. */
    void advance(GetRecordsResponse response) {
        iterator = response.nextShardIterator();
        finished = iterator == null;
        for (Record each : response.records()) {
            delivered = each.dynamodb().sequenceNumber();
        }
    }

    /** Gets a new iterator after the last delivered record: an iterator expires in 15 minutes. */
    void renew() {
        String after = delivered;
        iterator = client.getShardIterator(get -> get.streamArn(stream).shardId(id)
                .shardIteratorType(after == null
                        ? ShardIteratorType.TRIM_HORIZON
                        : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .sequenceNumber(after)).shardIterator();
    }

    /** Goes to the oldest record: the next one has expired, as all do after 24 hours. */
    void renewAtTheOldest() {
        delivered = null;
        renew();
    }
}
