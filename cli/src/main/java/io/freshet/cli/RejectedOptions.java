package io.freshet.cli;

import io.freshet.cli.supervise.Stack;
import io.freshet.local.rejected.RejectedEvents;
import io.freshet.model.Reason;
import io.freshet.model.RejectedEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rejected events a command is about. */
final class RejectedOptions {
    @Option(names = "--reason", paramLabel = "R", description = "Only those of this reason, for example unknown-field.")
    private @Nullable String reason;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only those that were meant for this event type.")
    private @Nullable String type;

    @Option(
            names = "--since",
            paramLabel = "T",
            description =
                    "Only those rejected since: 2026-11-20, 2026-11-20T10:00:00Z, or 90m, 6h, 2d ago. Else all that are kept.")
    private @Nullable String since;

    List<RejectedEvent> read(Stack stack) {
        checkReason();
        try {
            return RejectedEvents.read(stack.bootstrap(), since(since, Instant.now()), this::wanted);
        } catch (IOException e) {
            throw new Failure(e.getMessage() + "\nSee ./freshet status.", e);
        }
    }

    private boolean wanted(RejectedEvent event) {
        return (reason == null || event.reason().slug().equals(reason))
                && (type == null || event.type().equals(type));
    }

    private void checkReason() {
        if (reason != null && Reason.ofSlug(reason).isEmpty()) {
            throw new Failure("There is no reason " + reason + "; there are "
                    + Arrays.stream(Reason.values())
                            .filter(r -> r.scope() == Reason.Scope.EVENT)
                            .map(Reason::slug)
                            .collect(Collectors.joining(", ")));
        }
    }

    static Instant since(@Nullable String text, Instant now) {
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            if (text.contains("T")) {
                return Instant.parse(text);
            }
            if (text.contains("-")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String ago = text.toUpperCase(Locale.ROOT);
            return now.minus(Duration.parse(ago.endsWith("D") ? "P" + ago : "PT" + ago));
        } catch (DateTimeException e) {
            throw new Failure(
                    "--since " + text + " is neither a day, nor a time with a zone, nor as long ago as 90m, 6h or 2d.",
                    e);
        }
    }
}
