package io.holdfast.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** template.yaml, read: {@code !Ref x} is {@code {"Ref": "x"}}, {@code !Sub x} is {@code {"Fn::Sub": "x"}}. */
final class Template {
    /** The repository's root, as seen from this module. */
    static final Path ROOT = Path.of("..", "..");
    static final Path FILE = ROOT.resolve("template.yaml");

    private final JsonNode document;

    private Template(JsonNode document) {
        this.document = document;
    }

    static Template read() {
        try {
            Object parsed = new Yaml(new Tags()).load(Files.readString(FILE));
            return new Template(new ObjectMapper().valueToTree(parsed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    JsonNode resource(String name) {
        return Objects.requireNonNull(document.get("Resources").get(name), name);
    }

    /** The properties of every resource of a type, by name. */
    Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        document.get("Resources").properties().forEach(each -> {
            if (each.getValue().get("Type").textValue().equals(type)) {
                found.put(each.getKey(), each.getValue().get("Properties"));
            }
        });
        return found;
    }

    Map<String, JsonNode> functions() {
        return resources("AWS::Serverless::Function");
    }

    /** A function's property, its own or the one that all share. */
    JsonNode property(JsonNode function, String name) {
        return function.has(name) ? function.get(name) : at("/Globals/Function/" + name);
    }

    /** The short forms of CloudFormation's functions, as the long ones. */
    private static final class Tags extends SafeConstructor {
        Tags() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String name = node.getTag().getValue().substring(1);
                    return Map.of(name.equals("Ref") || name.equals("Condition")
                            ? name
                            : "Fn::" + name, value(name, node));
                }
            });
        }

        private Object value(String name, Node node) {
            @Nullable
            Object value = switch (node) {
                case ScalarNode scalar when name.equals("GetAtt") ->
                    List.of(scalar.getValue().split("\\.", 2));
                case ScalarNode scalar -> constructScalar(scalar);
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new IllegalArgumentException("!" + name);
            };
            return Objects.requireNonNull(value);
        }
    }
}
