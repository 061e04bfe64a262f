package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemSizeTest {
    // Zeros at both ends are not significant.
    @ParameterizedTest
    @CsvSource({"0, 1", "7, 2", "-7, 3", "12, 2", "123, 3", "1200, 2", "-1200, 3",
            "1767225600123, 8"})
    void aNumberHasAByteForTwoDigitsAndOneMore(String digits, int bytes) {
        assertThat(ItemSize.bytes(Map.of("n", AttributeValue.fromN(digits)))).isEqualTo(1 + bytes);
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "é, 2", "a€b, 5", "😀, 4"})
    void aTextHasTheBytesOfItsUtf8(String text, int bytes) {
        assertThat(ItemSize.bytes(Map.of("s", AttributeValue.fromS(text)))).isEqualTo(1 + bytes);
    }
}
