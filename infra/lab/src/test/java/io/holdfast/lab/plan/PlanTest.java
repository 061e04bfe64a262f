package io.holdfast.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.service.ServiceThroughput;
import io.holdfast.engine.service.ServiceTimes;
import io.holdfast.lab.contention.Door;
import io.holdfast.lab.contention.Holds;
import io.holdfast.lab.contention.Measured;
import io.holdfast.lab.contention.Simulation;
import io.holdfast.lab.report.Prices;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Holds HOLDS = new Holds(Duration.ofMinutes(10), 0.9,
            Duration.ofMinutes(1));
    private static final Sale SALE = sale(400, 1, Door.HTTP);

    @Test
    void aSmallSaleInSentencesAndTables() {
        assertThat(Plan.of(SALE, measured(400, 0, 800, 800, 12))).isEqualTo("""
                1,000 units of one resource; 1,200 attempts, about 400 a second for 3 s over the \
                HTTP API, hold one unit each for 10 min; 90 % of the holds are confirmed after \
                60 s.

                How long does it take?
                Sold out 2.5 s after the first attempt. The last answer comes after 62.1 s. The \
                last hold was made in second 3; it is confirmed, or has ended, 13 min 23 s after \
                the first attempt at the latest. By the last answer 900 units are confirmed, 100 \
                held, 0 available.

                What is answered?
                answer                 how many  share     what it means
                COMMITTED              1,000     83.33 %   done
                INSUFFICIENT_CAPACITY  200       16.67 %   sold out at that moment
                confirm: COMMITTED     900       100.00 %  done

                What does it cost? By list prices of us-east-1 as of 2025:
                what                  how much   dollars
                DynamoDB write units  4,000,000  2.50
                DynamoDB read units   6,000,000  0.75
                HTTP API requests     2,100      0.00
                Lambda invocations    2,100      0.00
                EventBridge events    2,100      0.00
                logs, MB              3          0.00
                in all                           3.26

                Which quotas matter?
                - Enough as it is: the stack's ThrottleRate of 500 requests a second; API \
                Gateway's 10,000 requests a second of the account (2,500 in some regions); \
                Lambda's 1,000 concurrent executions of the account (a new account has fewer): \
                40 when warm, 400 if all start cold at once; Lambda's 1,000 new instances of a \
                function in ten seconds; a partition's 1,000 write units a second: a resource \
                gets 400 requests in the busiest second; a new table's 4,000 write and 12,000 \
                read units a second: 800 and 800 in the busiest seconds; the 40,000 units a \
                second of a table.

                A model of DynamoDB took the part of the table (infra/docs/contention.md).
                """);
    }

    @Test
    void aLimitThatTheSaleMeetsIsNamedWithItsRemedy() {
        assertThat(Quotas.of(measured(1_450, 300, 2_000, 5_000, 30), sale(1_450, 1, Door.HTTP)))
                .satisfiesExactly(
                        gateway -> assertThat(gateway).contains("ThrottleRate from 500 to 1,500"),
                        lambda -> assertThat(lambda).contains("1,000 concurrent", "to 1,500",
                                "145 when warm, and 1,450 at the beginning"),
                        starts -> assertThat(starts).contains("provision concurrency", "1,450"),
                        partition -> assertThat(partition).contains("--resources 2",
                                "300 commands were answered THROTTLED", "which no quota raises"),
                        enough -> assertThat(enough).startsWith("Enough as it is: API Gateway's")
                                .doesNotContain("ThrottleRate"));
        assertThat(Quotas.of(measured(12_000, 0, 45_000, 13_500, 30),
                sale(12_000, 20, Door.HTTP)).toString()).contains(
                        "quota of 10,000 requests a second of the account",
                        "ReadUnitsPerSecond=14000,WriteUnitsPerSecond=45000",
                        "quota of 40,000 units a second of a table");
    }

    /** Requests of the gateway mean nothing to a queue. */
    @Test
    void aSaleThroughTheQueueNamesItsConsumers() {
        assertThat(Quotas.of(measured(800, 0, 100, 100, 1), sale(800, 3, Door.QUEUE)))
                .hasSize(1).first().asString().contains("MostConsumers of 50", "3 message groups")
                .doesNotContain("ThrottleRate");
    }

    /** Confirms take the same door as holds. */
    @Test
    void aSaleThroughTheQueuePaysForMessages() {
        assertThat(Bill.of(measured(400, 0, 800, 800, 12), sale(400, 1, Door.QUEUE)).text())
                .containsPattern("SQS requests, at most +6,300 ").doesNotContain("HTTP API");
    }

    @Test
    void theRealHandlersSellWhatThereIs() {
        Sale sale = new Sale(100, 50, Duration.ofSeconds(4), 1, 2, Door.HTTP,
                Optional.of(new Holds(Duration.ofMinutes(1), 1, Duration.ofSeconds(1))),
                ServiceTimes.PUBLISHED, ServiceThroughput.PUBLISHED, Prices.LIST,
                Duration.ofSeconds(1), 1);
        Measured measured = Simulation.run(sale.experiment());
        assertThat(measured.committed()).isEqualTo(100);
        assertThat(measured.confirmed()).isEqualTo(100);
        assertThat(Plan.of(sale, measured)).isEqualTo(
                Plan.of(sale, Simulation.run(sale.experiment())))
                .contains("100 units of 2 resources", "Sold out ", "INSUFFICIENT_CAPACITY");
    }

    private static Sale sale(double rate, int resources, Door door) {
        return new Sale(1_000, rate, Duration.ofSeconds(3), 1, resources, door,
                Optional.of(HOLDS), ServiceTimes.PUBLISHED, ServiceThroughput.PUBLISHED,
                Prices.LIST, Duration.ofSeconds(1), 1);
    }

    /** Three seconds alike, of which the last has the last holds. */
    private static Measured measured(long offered, long throttled, long writes, long reads,
            int inFlight) {
        TreeMap<String, Long> answers = new TreeMap<>(Map.of("COMMITTED", 1_000L,
                "INSUFFICIENT_CAPACITY", 3 * offered - 1_000 - throttled));
        if (throttled > 0) {
            answers.put("THROTTLED", throttled);
        }
        Measured.Second second = new Measured.Second(offered,
                new TreeMap<>(Map.of("COMMITTED", 300L)), writes, reads);
        return new Measured(3 * offered, answers, new TreeMap<>(Map.of("COMMITTED", 900L)),
                Duration.ofSeconds(3), 4_000_000, 6_000_000, 1, throttled, 0,
                Duration.ofMillis(12), Duration.ofMillis(22), inFlight,
                Optional.of(Duration.ofMillis(2_500)), Collections.nCopies(3, second),
                Duration.ofMillis(62_100), 0, 100, 900);
    }
}
