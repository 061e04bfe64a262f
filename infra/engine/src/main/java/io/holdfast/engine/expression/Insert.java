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

    private static final Compiled<Form> COMPILED = new Compiled<>(Insert::parse);

    /** A statement without its values. */
    private record Form(String table, List<String> names) {}

    public static Insert of(BatchStatementRequest request) {
        Form form = COMPILED.form(request.statement());
        if (form.names().size() != request.parameters().size()) {
            throw unknown(request.statement());
        }
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (int i = 0; i < form.names().size(); i++) {
            item.put(form.names().get(i), request.parameters().get(i));
        }
        return new Insert(form.table(), item);
    }

    private static Form parse(String text) {
        Matcher statement = STATEMENT.matcher(text);
        if (!statement.matches()) {
            throw unknown(text);
        }
        List<String> names = new ArrayList<>();
        for (String attribute : statement.group(2).split(", ", -1)) {
            Matcher name = ATTRIBUTE.matcher(attribute);
            if (!name.matches()) {
                throw unknown(text);
            }
            names.add(name.group(1));
        }
        return new Form(statement.group(1), List.copyOf(names));
    }

    /** The request for it. */
    public BatchStatementRequest request() {
        return BatchStatementRequest.builder()
                .statement("INSERT INTO \"" + table + "\" VALUE {" + item.keySet().stream()
                        .map(name -> "'" + name + "': ?").collect(Collectors.joining(", ")) + "}")
                .parameters(List.copyOf(item.values()))
                .build();
    }

    private static IllegalArgumentException unknown(String statement) {
        return new IllegalArgumentException("a statement that is not known here: " + statement);
    }
}
