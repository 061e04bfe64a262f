package io.holdfast.dynamodb.contract;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What the protocol asks of the store behind the ledger. Every store that anybody runs Holdfast on
 * passes it: a subclass gives the client of one with an empty table.
 */
public abstract class LedgerContract
        implements
            ReadContract,
            NoteContract,
            IntentContract,
            SlotContract,
            DefinitionContract,
            SettleContract,
            RecordContract,
            FailureContract,
            TogetherContract {
    /** The table's name. */
    public static final String TABLE = "contract";

    protected abstract DynamoDbClient client();

    @Override
    public Room room() {
        return Room.on(client());
    }
}
