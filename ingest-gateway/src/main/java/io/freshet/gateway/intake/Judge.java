package io.freshet.gateway.intake;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.freshet.model.Reason;
import io.freshet.model.json.Transcoded;
import org.jspecify.annotations.Nullable;

/** Turns what the transcoder says of an event into its verdict: {@code RejectOversize} goes before all else. */
final class Judge {
    private final int eventBytes;
    private final int recordBytes;

    Judge(int eventBytes, int recordBytes) {
        this.eventBytes = eventBytes;
        this.recordBytes = recordBytes;
    }

    boolean isOversize(int from, int to) {
        return to - from > eventBytes;
    }

    Verdict verdict(Transcoded transcoded, int from, int to) {
        return switch (transcoded) {
            case Transcoded.Encoded event -> {
                if (isOversize(from, to)) {
                    yield oversize(event.id(), event.key(), from, to);
                }
                yield event.value().length > recordBytes ? oversizeRecord(event, from, to) : new Verdict.Valid(event);
            }
            case Transcoded.Refused refused -> {
                yield refused.resumable() && isOversize(from, to)
                        ? oversize(refused.id(), null, from, to)
                        : new Verdict.Invalid(
                                refused.reason(), refused.pointer(), refused.detail(), refused.id(), null, from, to);
            }
        };
    }

    Verdict oversize(@Nullable String id, @Nullable String key, int from, int to) {
        String detail = "The event has %d bytes, over the limit of %d.".formatted(to - from, eventBytes);
        return new Verdict.Invalid(Reason.EVENT_TOO_LARGE, "", detail, id, key, from, to);
    }

    private Verdict oversizeRecord(Transcoded.Encoded event, int from, int to) {
        String detail =
                "The event has %d bytes as Avro, over the limit of %d.".formatted(event.value().length, recordBytes);
        return new Verdict.Invalid(Reason.EVENT_TOO_LARGE, "", detail, event.id(), event.key(), from, to);
    }

    /** After a syntax error; {@code from} to {@code to} is all that cannot be read because of it. */
    Verdict malformed(JsonProcessingException problem, int from, int to) {
        JsonLocation where = problem.getLocation();
        return malformed(
                where == null ? "Not valid JSON." : "Not valid JSON at byte %d.".formatted(where.getByteOffset()),
                from,
                to);
    }

    Verdict malformed(String detail, int from, int to) {
        return new Verdict.Invalid(Reason.MALFORMED_JSON, "", detail, null, null, from, to);
    }
}
