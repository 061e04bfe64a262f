package io.holdfast.lambda;

import io.holdfast.domain.BookCommand;
import io.holdfast.domain.BookingId;
import io.holdfast.domain.CommandId;
import io.holdfast.domain.DefineCommand;
import io.holdfast.domain.InvalidInput;
import io.holdfast.domain.LineRequest;
import io.holdfast.domain.ResourceId;
import io.holdfast.domain.ResourceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Bodies of requests as commands. Whatever is not exactly a command is an {@link InvalidInput}. */
final class Bodies {
    private Bodies() {}

    static BookCommand book(BookingId id, JsonFields body) {
        if (!body.has("lines")) {
            body.allowOnly("resourceId", "units", "expectedVersion", "reference");
            return new BookCommand(id, List.of(line(body)), body.optionalText("reference"));
        }
        body.allowOnly("lines", "reference");
        List<LineRequest> lines = new ArrayList<>();
        for (JsonFields line : body.objects("lines")) {
            try {
                line.allowOnly("resourceId", "units", "expectedVersion");
                lines.add(line(line));
            } catch (InvalidInput e) {
                throw e.within("lines[" + lines.size() + "]");
            }
        }
        return new BookCommand(id, lines, body.optionalText("reference"));
    }

    static DefineCommand define(ResourceId resource, CommandId id, JsonFields body) {
        body.allowOnly("capacity", "status", "stripes", "allowDrain",
                "expectedDefinitionVersion");
        OptionalLong stripes = body.optionalNumber("stripes");
        return new DefineCommand(resource, id, body.number("capacity"),
                body.constant("status", ResourceStatus.class),
                // Narrowed by saturation, so that the limit's own message answers a huge number.
                stripes.isPresent()
                        ? OptionalInt.of(Math.clamp(stripes.getAsLong(), 0, Integer.MAX_VALUE))
                        : OptionalInt.empty(),
                body.flag("allowDrain"), body.optionalNumber("expectedDefinitionVersion"));
    }

    private static LineRequest line(JsonFields line) {
        return new LineRequest(new ResourceId(line.text("resourceId")), line.number("units"),
                line.optionalNumber("expectedVersion"));
    }
}
