package io.holdfast.local.stream;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** One shard of a stream, and how far it was delivered. */
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

    /** The id of the shard whose records come before; of none, if there is none. */
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

    /** What was read has been delivered. */
    void advance(GetRecordsResponse response) {
        iterator = response.nextShardIterator();
        finished = iterator == null;
        for (Record each : response.records()) {
            delivered = each.dynamodb().sequenceNumber();
        }
    }

    /** An iterator lives 15 minutes; a new one starts behind what was delivered. */
    void renew() {
        String after = delivered;
        iterator = client.getShardIterator(get -> get.streamArn(stream).shardId(id)
                .shardIteratorType(after == null
                        ? ShardIteratorType.TRIM_HORIZON
                        : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .sequenceNumber(after)).shardIterator();
    }

    /** What comes next has expired: a stream keeps records for 24 hours. */
    void renewAtTheOldest() {
        delivered = null;
        renew();
    }
}
