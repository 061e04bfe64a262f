package io.holdfast.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the template's policies permit on the table, statement by statement. */
final class TablePermissions {
    private static final Template TEMPLATE = Template.read();

    private TablePermissions() {}

    /** The statements about the table in the policies of a role. */
    static List<JsonNode> of(String role) {
        List<JsonNode> statements = new ArrayList<>();
        for (JsonNode policy : TEMPLATE.resource(role).at("/Properties/ManagedPolicyArns")) {
            list(TEMPLATE.resource(policy(policy))
                    .at("/Properties/PolicyDocument/Statement")).stream()
                    .filter(statement -> statement.get("Action").toString().contains("dynamodb:"))
                    .forEach(statements::add);
        }
        return statements;
    }

    /** The name of a policy of a role, which it may have only if the lists are switched on. */
    static String policy(JsonNode reference) {
        return reference.has("Fn::If")
                ? reference.at("/Fn::If/1/Ref").asText()
                : reference.path("Ref").asText();
    }

    /** Every statement of any policy that permits a write to the table. */
    static List<JsonNode> writes() {
        return TEMPLATE.resources("AWS::IAM::ManagedPolicy").values().stream()
                .flatMap(policy -> list(policy.at("/PolicyDocument/Statement")).stream())
                .filter(statement -> statement.get("Action").toString()
                        .matches(".*dynamodb:(Put|Update|Delete|PartiQL|BatchWrite|\\*).*"))
                .filter(statement -> statement.get("Resource").toString().contains("\"Table\""))
                .toList();
    }

    static boolean allows(JsonNode statement, Access access) {
        boolean action = list(statement.get("Action")).stream()
                .anyMatch(each -> each.textValue().equals(access.action()));
        String keys = key(statement);
        return action && access.leadingKey().startsWith(keys.substring(0, keys.length() - 1));
    }

    /** The pattern of the leading keys that a statement permits; {@code *} if it permits all. */
    static String key(JsonNode statement) {
        return statement.path("Condition").path("ForAllValues:StringLike")
                .path("dynamodb:LeadingKeys").asText("*");
    }

    static List<JsonNode> list(JsonNode oneOrMany) {
        List<JsonNode> list = new ArrayList<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(list::add);
        } else {
            list.add(oneOrMany);
        }
        return list;
    }
}
