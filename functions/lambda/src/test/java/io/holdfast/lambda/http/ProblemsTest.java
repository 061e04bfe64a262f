package io.holdfast.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.Evidence;
import io.holdfast.domain.Evidence.Figure;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.Reason;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.Verdict;
import io.holdfast.domain.command.Command;
import io.holdfast.domain.command.Command.Book;
import io.holdfast.domain.command.Command.Define;
import io.holdfast.domain.command.FollowUp.Amend;
import io.holdfast.domain.command.FollowUp.Confirm;
import io.holdfast.domain.command.FollowUp.Extend;
import io.holdfast.domain.command.FollowUp.Release;
import io.holdfast.domain.command.LineRequest;
import io.holdfast.domain.command.Precondition;
import io.holdfast.domain.decision.Refusal;
import io.holdfast.domain.protocol.Answer;
import io.holdfast.domain.protocol.Answer.Cause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Problems in words, and the page that explains them: infra/docs/problems.md and the code agree. */
class ProblemsTest {
    private static final Path PAGE = Path.of("..", "..", "infra", "docs", "problems.md");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long TEN_PAST = NOON.plusSeconds(600).getEpochSecond() / 60;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Subject BOOK = new Subject(book("b-2"));
    private static final Subject CONFIRM = new Subject(
            new Confirm(new BookingId("b-1"), new CommandId("c-1")));
    private static final Subject RELEASE = new Subject(release("b-1", 4));
    private static final Subject EXTEND = new Subject(extend("b-1"));
    private static final Subject AMEND = new Subject(amend("b-1"));
    private static final Subject DEFINE = new Subject(new Define(new ResourceId("room-12"),
            new CommandId("c-1"), OptionalLong.of(3), Optional.empty(), false,
            OptionalLong.empty(), Precondition.NONE));
    private static final Evidence ROOM = Evidence.of(new ResourceId("room-12"));

    /** What is said, with the place where the page says the same. */
    static Stream<Map.Entry<Reason, String>> verdicts() {
        return Stream.of(
                said(RELEASE, Reason.ILLEGAL_STATE,
                        ROOM.with(Figure.REQUESTED, 4).with(Figure.REMAINING, 3)),
                said(CONFIRM, Reason.ILLEGAL_STATE, Evidence.NONE),
                said(EXTEND, Reason.ILLEGAL_STATE, Evidence.NONE),
                said(BOOK, Reason.RESOURCE_NOT_FOUND, ROOM),
                said(AMEND, Reason.RESOURCE_NOT_FOUND, ROOM),
                said(CONFIRM, Reason.HOLD_EXPIRED, Evidence.NONE.with(Figure.SLOT, TEN_PAST)),
                said(CONFIRM, Reason.HOLD_EXPIRED, lapsed(5)),
                said(CONFIRM, Reason.HOLD_EXPIRED, lapsed(2)),
                said(CONFIRM, Reason.HOLD_EXPIRED, lapsed(0)),
                said(BOOK, Reason.RESOURCE_CLOSED, ROOM.with(Figure.VERSION, 7)),
                said(AMEND, Reason.RESOURCE_CLOSED, ROOM.with(Figure.VERSION, 7)),
                said(BOOK, Reason.VERSION_MISMATCH,
                        ROOM.with(Figure.VERSION, 7).with(Figure.EXPECTED_VERSION, 5)),
                said(DEFINE, Reason.VERSION_MISMATCH, ROOM.with(Figure.DEFINITION_VERSION, 3)
                        .with(Figure.EXPECTED_DEFINITION_VERSION, 2)),
                said(BOOK, Reason.INSUFFICIENT_CAPACITY,
                        ROOM.with(Figure.REQUESTED, 5).with(Figure.AVAILABLE, 1)),
                said(BOOK, Reason.INSUFFICIENT_CAPACITY,
                        ROOM.with(Figure.REQUESTED, 1).with(Figure.AVAILABLE, 0)),
                said(BOOK, Reason.INSUFFICIENT_CAPACITY,
                        ROOM.with(Figure.REQUESTED, 1).with(Figure.AVAILABLE, -2)),
                said(AMEND, Reason.INSUFFICIENT_CAPACITY,
                        ROOM.with(Figure.REQUESTED, 2).with(Figure.AVAILABLE, 1)),
                said(DEFINE, Reason.CAPACITY_IN_USE, ROOM.with(Figure.REQUESTED, 3)
                        .with(Figure.TAKEN, 4).with(Figure.CAPACITY, 5)),
                said(BOOK, Reason.ABANDONED, Evidence.NONE),
                said(BOOK, Reason.CONTENTION, ROOM),
                said(BOOK, Reason.THROTTLED, Evidence.NONE),
                said(BOOK, Reason.STORE_ERROR, Evidence.NONE));
    }

    private static Evidence lapsed(long available) {
        return ROOM.with(Figure.SLOT, TEN_PAST).with(Figure.REQUESTED, 3)
                .with(Figure.AVAILABLE, available);
    }

    private static Map.Entry<Reason, String> said(Subject subject, Reason reason,
            Evidence evidence) {
        return Map.entry(reason,
                Wording.detail(subject, new Verdict.Failed(reason, evidence, NOON)));
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void thePageQuotesWhatTheServiceSays(Map.Entry<Reason, String> said) throws IOException {
        assertThat(quotes(section(Problem.section(said.getKey())))).contains(said.getValue());
    }

    @Test
    void thePageQuotesNothingElse() throws IOException {
        List<String> quoted = page().values().stream().flatMap(lines -> quotes(lines).stream())
                .toList();
        List<String> said = new ArrayList<>(verdicts().map(Map.Entry::getValue).toList());
        others().forEach((section, reply) -> said.add(detail(reply)));
        said.add(detail(tooMany(Optional.of(Refusal.of(Reason.CONTENTION)))));
        for (Command full : List.of(extend("b-2"), amend("b-2"))) {
            said.add(detail(reply(full, rejected(Cause.TOO_MANY_COMMANDS))));
        }

        assertThat(said).containsAll(quoted);
    }

    @Test
    void thePageQuotesEveryOtherProblem() throws IOException {
        Map<String, List<String>> page = page();

        others().forEach((section, reply) -> {
            assertThat(quotes(page.getOrDefault(section, List.of()))).as(section)
                    .contains(detail(reply));
            assertThat(reply.help()).isEqualTo(section);
        });
    }

    private static Map<String, HttpResponse> others() {
        Map<String, HttpResponse> others = new LinkedHashMap<>();
        others.put("booking-not-found", Problem.notFound(new BookingId("b-9")));
        others.put("invalid-request",
                Problem.invalid(new InvalidInput("units", "must be from 1 to 1000000")));
        others.put("forbidden", Problem.forbidden());
        others.put("precondition-failed", Problem.preconditionFailed());
        others.put("body-too-large", Problem.bodyTooLarge());
        others.put("listing-off", Problem.listingOff());
        others.put("key-reused", reply(book("b-1"), rejected(Cause.KEY_REUSED)));
        others.put("too-many-commands", tooMany(Optional.empty()));
        others.put("internal", Problem.internal("request-1"));
        others.put("undecided", reply(book("b-2"), new Answer.Undecided()));
        others.put("unavailable", Problem.unavailable(Reason.THROTTLED));
        return others;
    }

    @Test
    void whereThereIsNoRoomTheReasonIsNamed() throws IOException {
        assertThat(quotes(section("too-many-commands")))
                .contains(detail(tooMany(Optional.of(Refusal.of(Reason.CONTENTION)))));
    }

    @Test
    void whereThereIsNoRoomTheCommandIsNamed() throws IOException {
        for (Command full : List.of(extend("b-2"), amend("b-2"))) {
            assertThat(quotes(section("too-many-commands")))
                    .contains(detail(reply(full, rejected(Cause.TOO_MANY_COMMANDS))));
        }
    }

    private static HttpResponse tooMany(Optional<Refusal> why) {
        return reply(release("b-2", 1), new Answer.Rejected(Cause.TOO_MANY_COMMANDS, why));
    }

    private static Answer rejected(Cause cause) {
        return new Answer.Rejected(cause, Optional.empty());
    }

    private static HttpResponse reply(Command command, Answer answer) {
        return Replies.of(command, answer, NOON);
    }

    private static Command book(String booking) {
        return new Book(new BookingId(booking), List.of(
                new LineRequest(new ResourceId("room-12"), 1, OptionalLong.empty())),
                Optional.empty(), Optional.empty());
    }

    private static Command release(String booking, long units) {
        return new Release(new BookingId(booking), new CommandId("c-1"), OptionalLong.of(units),
                List.of());
    }

    private static Command extend(String booking) {
        return new Extend(new BookingId(booking), new CommandId("c-1"), Duration.ofMinutes(10));
    }

    private static Command amend(String booking) {
        return new Amend(new BookingId(booking), new CommandId("c-1"), OptionalLong.of(2),
                List.of());
    }

    @Test
    void thePageHasASectionForEveryTypeAndNoOther() throws IOException {
        List<String> types = Stream.concat(
                // What a later release records has the type of its own text.
                EnumSet.complementOf(EnumSet.of(Reason.UNKNOWN)).stream().map(Problem::section),
                Arrays.stream(Problem.values()).map(Problem::section)).toList();

        assertThat(page().keySet()).containsExactlyInAnyOrderElementsOf(types);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void eachReasonHasItsTitle(Reason reason) throws IOException {
        assertThat(section(Problem.section(reason))).contains("**" + Wording.title(reason)
                + "** · " + (reason.isTransient() ? "transient" : "not transient"));
        assertThat(Wording.title(reason)).isNotEqualTo(reason.name()).doesNotEndWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void eachOtherProblemHasItsTitleAndStatus(Problem problem) throws IOException {
        assertThat(section(problem.section()).getFirst()).startsWith(
                "**" + problem.title() + "** · `" + problem.status() + "`");
    }

    /** Whatever a later or an earlier release kept as evidence, there is a sentence. */
    @ParameterizedTest
    @EnumSource
    void noEvidenceAtAllStillMakesASentence(Reason reason) {
        for (Subject subject : List.of(BOOK, CONFIRM, RELEASE, EXTEND, AMEND, DEFINE)) {
            assertThat(Wording.detail(subject,
                    new Verdict.Failed(reason, Evidence.NONE, NOON)))
                    .contains("Nothing was changed; " + subject.keeper() + " keeps this answer, ")
                    .endsWith(".").doesNotContain("null", "  ", " 0 ", "1970");
        }
    }

    @Test
    void theDigestOfACommandThatHasNoNameIsNotShown() {
        Command unnamed = new Confirm(new BookingId("b-1"), CommandId.ofDelivery("d"));
        Verdict.Failed failed = new Verdict.Failed(Reason.CONTENTION, Evidence.NONE, NOON);

        HttpResponse reply = reply(unnamed,
                new Answer.TransitionDecided(failed, Optional.empty(), false));

        assertThat(detail(reply)).isEqualTo("Another command was under way. Nothing was changed;"
                + " this command keeps this answer, try again under a new id after a short wait.");
    }

    private static String detail(HttpResponse reply) {
        try {
            return MAPPER.readTree(reply.body()).get("detail").textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> quotes(List<String> section) {
        return section.stream().filter(line -> line.startsWith("> "))
                .map(line -> line.substring(2)).toList();
    }

    private static List<String> section(String name) throws IOException {
        return page().getOrDefault(name, List.of());
    }

    private static Map<String, List<String>> page() throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("#")) {
                current = new ArrayList<>();
            }
            if (line.startsWith("### ")) {
                sections.put(line.substring(4), current);
            } else if (!line.isEmpty()) {
                current.add(line);
            }
        }
        return sections;
    }
}
