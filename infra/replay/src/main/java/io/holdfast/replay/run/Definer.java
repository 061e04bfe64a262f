package io.holdfast.replay.run;

import io.holdfast.replay.input.BadInput;
import io.holdfast.replay.input.ResourceRow;
import io.holdfast.replay.run.Definitions.Effect;
import io.holdfast.replay.run.Definitions.Result;
import io.holdfast.replay.service.Reply;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes resources what the rows of a file say: it reads them, and defines those that differ. The ids
 * of its commands are new in each run. An id that is derived from the row would be replayed when a
 * value comes back (5, then 7, then 5 again), and the resource would keep 7; under a new id a
 * definition sets its values, and one that changes nothing has no effect. So a second run is safe
 * without ids that it remembers. Within a run a request is repeated only under its own id.
 */
public final class Definer {
    /** Resources of one read; the limit of the service. */
    static final int PAGE = 100;
    /**
     * Characters of the ids of one read, percent-encoded: API Gateway takes 10,240 bytes of address
     * and headers, and a signature with a session token needs a part of them.
     */
    static final int PAGE_CHARACTERS = 6_000;
    /** A percent-encoded comma; every character of an id is sent as it is. */
    private static final int SEPARATOR = 3;
    private static final int RUN_BYTES = 8;
    private static final String NOT_SENT = "NOT SENT";

    private final Connections pool;
    private final boolean allowDrain;
    private final String run;

    /** @param allowDrain whether a capacity may be cut below the units taken */
    public Definer(Connections pool, boolean allowDrain) {
        this.pool = pool;
        this.allowDrain = allowDrain;
        byte[] random = new byte[RUN_BYTES];
        new SecureRandom().nextBytes(random);
        this.run = HexFormat.of().formatHex(random);
    }

    /** Defines the rows, whose resources are distinct. */
    public Definitions define(List<ResourceRow> rows) {
        List<List<String>> pages = pages(rows.stream().map(ResourceRow::resource).toList());
        Map<String, Before> before = new HashMap<>();
        try (Progress progress = Progress.of("Reading", pages.size())) {
            pool.all(pages, this::read, progress).forEach(before::putAll);
        }
        try (Progress progress = Progress.of("Defining", rows.size())) {
            return new Definitions(run, pool.all(rows, row -> result(row,
                    Objects.requireNonNull(before.get(row.resource()))), progress));
        }
    }

    /** The resources in groups that one read takes. */
    static List<List<String>> pages(List<String> resources) {
        List<List<String>> pages = new ArrayList<>();
        List<String> page = new ArrayList<>();
        int characters = 0;
        for (String resource : resources) {
            int more = resource.length() + SEPARATOR;
            if (page.size() == PAGE || characters + more > PAGE_CHARACTERS) {
                pages.add(List.copyOf(page));
                page.clear();
                characters = 0;
            }
            page.add(resource);
            characters += more;
        }
        pages.add(List.copyOf(page));
        return pages;
    }

    private Map<String, Before> read(List<String> page) {
        try {
            return Before.of(page, pool.read(page));
        } catch (BadInput e) {
            return Before.unread(page, String.valueOf(e.getMessage()));
        }
    }

    private Result result(ResourceRow row, Before before) {
        return switch (before) {
            case Before.Unread(String why) -> new Result.Failed(row, "NOT READ", why);
            case Before.Was was when was.isAs(row) -> new Result.Done(Effect.UNCHANGED);
            case Before.Was was -> define(row, was.definitionVersion());
            case Before.Absent absent -> define(row, 0);
        };
    }

    private Result define(ResourceRow row, long versionBefore) {
        Reply reply;
        try {
            reply = pool.define(row, "define:" + run + ":" + row.line(), allowDrain);
        } catch (BadInput e) {
            // Credentials that a long run has lost: what was defined before stays defined.
            return new Result.Failed(row, NOT_SENT, String.valueOf(e.getMessage()));
        }
        return switch (reply.text("outcome")) {
            case "COMMITTED" -> new Result.Done(effect(reply, versionBefore));
            case "FAILED" -> new Result.Failed(row, reply.text("reason"), reply.text("detail"));
            default -> new Result.Failed(row, label(reply), reply.text("detail"));
        };
    }

    private static Effect effect(Reply reply, long versionBefore) {
        if (reply.body().path("created").asBoolean()) {
            return Effect.CREATED;
        }
        return reply.number("definitionVersion") > versionBefore
                ? Effect.CHANGED
                : Effect.UNCHANGED;
    }

    /** A reply that is no verdict, in a few words; the gateway's own replies have a message. */
    static String label(Reply reply) {
        return switch (reply) {
            case Reply.Missing.NO_REPLY -> "NO REPLY";
            case Reply.Missing.NOT_SENT -> NOT_SENT;
            case Reply.Answer answer -> (answer.status() + " " + reply.text("title")
                    + reply.text("message")).strip();
        };
    }
}
