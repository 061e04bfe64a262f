package io.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which state raises which alarm, and which alarms roll a deployment back. */
class AlarmsTest {
    private static final Template TEMPLATE = Template.read();

    @Test
    void everyLogHasAnEnd() {
        assertThat(TEMPLATE.at("/Globals/Function/LoggingConfig/LogGroup/Ref").textValue())
                .isEqualTo("FunctionLogs");
        TEMPLATE.resources("AWS::Logs::LogGroup").forEach(
                (name, group) -> assertThat(group.has("RetentionInDays")).as(name).isTrue());
    }

    @Test
    void everyAlarmSaysWhatToDo() throws IOException {
        String page = Files.readString(Template.ROOT.resolve("infra/docs/operate.md"));
        Pattern link = Pattern.compile("See infra/docs/operate\\.md#(\\w+)\\.");
        Map<String, JsonNode> alarms = TEMPLATE.resources("AWS::CloudWatch::Alarm");
        assertThat(alarms).hasSizeGreaterThan(10);
        alarms.forEach((name, alarm) -> {
            Matcher found = link.matcher(alarm.get("AlarmDescription").textValue());
            assertThat(found.find()).as(name).isTrue();
            assertThat(page.toLowerCase(Locale.ROOT)).as(name)
                    .contains("## " + found.group(1) + "\n");
            assertThat(alarm.at("/AlarmActions/Fn::If/0").textValue()).as(name)
                    .isEqualTo("HasAlarmTopic");
            assertThat(alarm.get("TreatMissingData").textValue()).as(name)
                    .isEqualTo(name.equals("IteratorAgeAlarm") ? "missing" : "notBreaching");
        });
    }

    @Test
    void oneErrorIsReportedAndDoesNotRollADeploymentBack() {
        JsonNode alarms = TEMPLATE.at("/Globals/Function/DeploymentPreference/Alarms");
        assertThat(alarms).hasSize(3);
        for (JsonNode each : alarms) {
            JsonNode rollBack = TEMPLATE.resource(each.get("Ref").textValue()).get("Properties");
            assertThat(rollBack.get("Threshold").intValue()).isGreaterThanOrEqualTo(2);
            assertThat(rollBack.get("DatapointsToAlarm").intValue()).isGreaterThanOrEqualTo(2);
            assertThat(rollBack.get("EvaluationPeriods").intValue()).as("within the canary")
                    .isLessThanOrEqualTo(5);
        }
        for (String name : List.of("FunctionErrorsAlarm", "ConsumerErrorsAlarm",
                "InternalErrorsAlarm")) {
            JsonNode report = TEMPLATE.resource(name).get("Properties");
            assertThat(report.get("Threshold").intValue()).as(name).isZero();
            assertThat(report.get("EvaluationPeriods").intValue()).as(name).isEqualTo(1);
        }
    }

    /** It is answered FAILED STORE_ERROR, or UNDECIDED, and is no error of the function. */
    @Test
    void aWriteThatIsRefusedForABugOrAPermissionIsAnInternalError() {
        String pattern = TEMPLATE.resource("InternalErrors").at("/Properties/FilterPattern")
                .textValue();
        assertThat(pattern).contains("$.level = \"ERROR\"", "$.reason = \"STORE_ERROR\"",
                "$.outcome = \"UNDECIDED\"", "$.storeFailures[0].status >= 400",
                "$.storeFailures[0].status < 500");
    }

    @Test
    void everyTransientReasonThatMayPointToTroubleHasAnAlarm() {
        List.of("CONTENTION", "STORE_ERROR").forEach(reason -> assertThat(
                TEMPLATE.resources("AWS::CloudWatch::Alarm").values()).as(reason)
                .anyMatch(alarm -> alarm.path("MetricName").asText().equals("Verdicts")
                        && alarm.at("/Dimensions/1/Name").asText().equals("reason")
                        && alarm.at("/Dimensions/1/Value").asText().equals(reason)));
        assertThat(TEMPLATE.resource("TableThrottlesAlarm").toString())
                .as("THROTTLED").contains("WriteThrottleEvents");
    }

    /**
     * First verdicts and no age reported: the stream is not being read. Write units do not show it, since
     * a condition that fails consumes them and writes no record.
     */
    @Test
    void aStreamThatIsNotReadDoesNotLookHealthy() {
        JsonNode alarm = TEMPLATE.resource("IteratorAgeAlarm").get("Properties");
        assertThat(alarm.at("/Metrics/0/Expression").textValue())
                .contains("FILL(age, -1) >= 0",
                        "FILL(committed, 0) + FILL(failed, 0) > 0, 86400000");
        assertThat(alarm.get("Threshold").intValue()).isLessThan(86_400_000);
        for (int i = 2; i <= 3; i++) {
            JsonNode counted = alarm.at("/Metrics/" + i + "/MetricStat/Metric");
            assertThat(counted.at("/Namespace/Fn::Sub").textValue())
                    .isEqualTo("Holdfast/${AWS::StackName}");
            assertThat(counted.get("MetricName").textValue()).isEqualTo("Verdicts");
            assertThat(counted.at("/Dimensions/0/Name").textValue()).isEqualTo("outcome");
            assertThat(counted.at("/Dimensions/0/Value").textValue().toLowerCase(Locale.ROOT))
                    .isEqualTo(alarm.at("/Metrics/" + i + "/Id").textValue());
        }
        assertThat(alarm.toString()).doesNotContain("ConsumedWriteCapacityUnits");
    }

    /** In a search's schema, a name with other than letters, digits and underscores is quoted. */
    @Test
    void everySearchOfTheDashboardQuotesANameThatNeedsIt() throws IOException {
        String body = TEMPLATE.resource("Dashboard").at("/Properties/DashboardBody/Fn::Sub")
                .textValue().replace("${AWS::StackName}", "my-stack");
        Matcher schema = Pattern.compile("SEARCH\\('\\{([^}]*)}").matcher(expressions(body));
        int searches = 0;
        while (schema.find()) {
            searches++;
            for (String name : schema.group(1).split(",", -1)) {
                assertThat(name.strip()).matches("\\w+|\"[^\"]+\"");
            }
        }
        assertThat(searches).isPositive();
    }

    private static String expressions(String dashboardBody) throws IOException {
        return String.join("\n", new ObjectMapper().readTree(dashboardBody)
                .findValuesAsText("expression"));
    }

    @Test
    void aReplayOfALostRaceIsNoContention() throws IOException {
        JsonNode rule = new ObjectMapper().readTree(TEMPLATE.resource("ContendedResources")
                .at("/Properties/RuleBody/Fn::Sub").textValue());
        assertThat(rule.at("/Contribution/Keys/0").textValue()).isEqualTo("$.resourceId");
        assertThat(rule.at("/Contribution/Filters").toString())
                .contains("{\"Match\":\"$.Verdicts\",\"IsPresent\":true}");
    }

    @Test
    void everyFunctionIsInAnAlarmForErrors() {
        String watched = text("FunctionErrorsAlarm") + text("ConsumerErrorsAlarm")
                + text("CommandErrorsAlarm");
        for (String door : List.of("Function", "Consumer")) {
            assertThat(TEMPLATE.resource(door + "ErrorsRollBackAlarm").at("/Properties/Metrics"))
                    .isEqualTo(TEMPLATE.resource(door + "ErrorsAlarm").at("/Properties/Metrics"));
        }
        String throttled = text("FunctionThrottlesAlarm") + text("ConsumerThrottlesAlarm");
        TEMPLATE.functions().keySet().forEach(name -> {
            assertThat(watched).contains("{\"Ref\":\"" + name + "\"}");
            // A throttled consumer of the queue shows as the queue's age.
            assertThat(throttled.contains("{\"Ref\":\"" + name + "\"}")).as(name)
                    .isEqualTo(!name.equals("CommandsFunction"));
        });
    }

    private static String text(String resource) {
        return TEMPLATE.resource(resource).toString();
    }

    /**
     * CloudWatch refuses an alarm on more metrics; no emulator does.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html">Limits
     *      of alarms</a>
     */
    @Test
    void noAlarmReadsMoreThanTenMetrics() {
        TEMPLATE.resources("AWS::CloudWatch::Alarm")
                .forEach((name, alarm) -> assertThat(alarm.findValues("MetricStat")).as(name)
                        .hasSizeLessThanOrEqualTo(10));
    }
}
