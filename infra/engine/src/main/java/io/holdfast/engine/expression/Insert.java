package io.holdfast.engine.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/**
 * A PartiQL insert: {@code INSERT INTO "table" VALUE {'pk': ?, 'sk': ?}} with a parameter for each
 * attribute. It is refused if the item exists.
 */
public record Insert(String table, Map<String, AttributeValue> item) {
    private static final Pattern STATEMENT = Pattern
            .compile("INSERT INTO \"([\\w.-]+)\" VALUE \\{(.+)\\}");
    private static final Pattern ATTRIBUTE = Pattern.compile("'(\\w+)': \\?");

    public static Insert of(BatchStatementRequest request) {
        Matcher statement = STATEMENT.matcher(request.statement());
        if (!statement.matches()) {
            throw unknown(request);
        }
        List<String> names = new ArrayList<>();
        for (String attribute : statement.group(2).split(", ", -1)) {
            Matcher name = ATTRIBUTE.matcher(attribute);
            if (!name.matches()) {
                throw unknown(request);
            }
            names.add(name.group(1));
        }
        if (names.size() != request.parameters().size()) {
            throw unknown(request);
        }
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            item.put(names.get(i), request.parameters().get(i));
        }
        return new Insert(statement.group(1), item);
    }

    /** The request for it. */
    public BatchStatementRequest request() {
        return BatchStatementRequest.builder()
                .statement("INSERT INTO \"" + table + "\" VALUE {" + item.keySet().stream()
                        .map(name -> "'" + name + "': ?").collect(Collectors.joining(", ")) + "}")
                .parameters(List.copyOf(item.values()))
                .build();
    }

    private static IllegalArgumentException unknown(BatchStatementRequest request) {
        return new IllegalArgumentException("a statement that is not known here: " + request);
    }
}
