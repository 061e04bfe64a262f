package io.holdfast.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Payload templates of the Amazon States Language: paths, States.Format and States.MathAdd. */
final class Templates {
    private static final Pattern FORMAT = Pattern
            .compile("States\\.Format\\('([^']*)'((?:, \\$[^,)]*)+)\\)");
    private static final Pattern ADD = Pattern.compile("States\\.MathAdd\\((\\$[^,]*), (\\d+)\\)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Templates() {}

    static JsonNode fill(JsonNode template, JsonNode data) {
        if (!template.isObject()) {
            return template;
        }
        ObjectNode filled = JSON.createObjectNode();
        template.properties().forEach(member -> {
            String name = member.getKey();
            if (name.endsWith(".$")) {
                filled.set(name.substring(0, name.length() - 2),
                        value(member.getValue().asText(), data));
            } else {
                filled.set(name, fill(member.getValue(), data));
            }
        });
        return filled;
    }

    /** The value at a path; a path without a value is an error, as on AWS. */
    static JsonNode at(String path, JsonNode data) {
        if (!path.startsWith("$.")) {
            throw new IllegalStateException("no path: " + path);
        }
        JsonNode found = data.at("/" + path.substring(2).replace('.', '/'));
        if (found.isMissingNode()) {
            throw new IllegalStateException(path + " is not in " + data);
        }
        return found;
    }

    private static JsonNode value(String text, JsonNode data) {
        Matcher format = FORMAT.matcher(text);
        if (format.matches()) {
            String filled = format.group(1);
            for (String path : List.of(format.group(2).substring(2).split(", ", -1))) {
                filled = filled.replaceFirst("\\{}",
                        Matcher.quoteReplacement(at(path, data).asText()));
            }
            return TextNode.valueOf(filled);
        }
        Matcher add = ADD.matcher(text);
        return add.matches()
                ? IntNode.valueOf(at(add.group(1), data).asInt() + Integer.parseInt(add.group(2)))
                : at(text, data);
    }
}
