package io.holdfast.dynamodb;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.dynamodb.contract.Room;
import io.holdfast.dynamodb.item.Table;
import io.holdfast.dynamodb.item.Values;
import org.junit.jupiter.api.Test;

/** An update says one thing by each of its placeholders. */
class UpdateTest {
    @Test
    void aPlaceholderHasOneValue() {
        Update update = new Update("table", Table.key(Room.newBooking()))
                .set("#a = :units", ":units", Values.number(1));

        assertThatThrownBy(() -> update.set("#b = :units", ":units", Values.number(2)))
                .hasMessage(":units has two values");
    }
}
