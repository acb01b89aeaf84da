package io.freshet.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.freshet.model.EventType;
import io.freshet.model.Reason;
import io.freshet.model.json.FreshetJson;
import io.freshet.model.json.JsonToAvro;
import io.freshet.model.json.Transcoded;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    Verdict event(Item.Event event, JsonToAvro transcoder) {
        Original json = event.json();
        Original original = event.original();
        EventType type = transcoder.type();
        String id = event.facts().id();
        if (isOversize(original)) {
            return oversize(type, id, null, original);
        }
        try (JsonParser parser = FreshetJson.parser(json.bytes(), json.from(), json.to())) {
            parser.nextToken();
            Transcoded transcoded = transcoder.transcode(parser);
            if (transcoded instanceof Transcoded.Encoded && parser.nextToken() != null) {
                return malformed(type, "The event goes on after its JSON text has ended.", original);
            }
            Verdict verdict = verdict(transcoded, type, event.facts(), original);
            return verdict instanceof Verdict.Invalid invalid && id != null
                    ? invalid(type, invalid.reason(), invalid.pointer(), invalid.detail(), id, invalid.key(), original)
                    : verdict;
        } catch (JsonProcessingException e) {
            return malformed(type, e, original);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory could not be read", e);
        }
    }

    Verdict verdict(Transcoded transcoded, EventType type, Facts facts, Original original) {
        return switch (transcoded) {
            case Transcoded.Encoded event -> {
                if (isOversize(original)) {
                    yield oversize(type, event.id(), event.key(), original);
                }
                yield event.value().length > recordBytes
                        ? oversizeRecord(type, event, original)
                        : new Verdict.Valid(type, event, facts);
            }
            case Transcoded.Refused refused -> {
                yield refused.resumable() && isOversize(original)
                        ? oversize(type, refused.id(), null, original)
                        : invalid(
                                type,
                                refused.reason(),
                                refused.pointer(),
                                refused.detail(),
                                refused.id(),
                                null,
                                original);
            }
        };
    }

    private boolean isOversize(Original original) {
        return isOversize(original.from(), original.to());
    }

    Verdict oversize(EventType type, @Nullable String id, @Nullable String key, Original original) {
        String detail =
                "The event has %d bytes, over the limit of %d.".formatted(original.to() - original.from(), eventBytes);
        return invalid(type, Reason.EVENT_TOO_LARGE, "", detail, id, key, original);
    }

    private Verdict oversizeRecord(EventType type, Transcoded.Encoded event, Original original) {
        String detail =
                "The event has %d bytes as Avro, over the limit of %d.".formatted(event.value().length, recordBytes);
        return invalid(type, Reason.EVENT_TOO_LARGE, "", detail, event.id(), event.key(), original);
    }

    /** After a syntax error; the original is all that cannot be read because of it. */
    Verdict malformed(EventType type, JsonProcessingException problem, Original original) {
        return malformed(type, Malformed.detail(problem), original);
    }

    Verdict malformed(EventType type, String detail, Original original) {
        return invalid(type, Reason.MALFORMED_JSON, "", detail, null, null, original);
    }

    private static Verdict invalid(
            EventType type,
            Reason reason,
            String pointer,
            String detail,
            @Nullable String id,
            @Nullable String key,
            Original original) {
        return new Verdict.Invalid(type.name(), type.schemaId(), reason, pointer, detail, id, key, original);
    }
}
