package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.freshet.model.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event: one thread, one use.
 *
 * <p>After an error the rest of the event is still walked through, up to its end, so that the next event can be read and this one
 * can be named by its id; only a syntax error stops at once.
 */
final class EventReader {
    private static final int MAX_DETAIL = 200;

    private final EventPlan plan;
    private final JsonParser parser;
    private final Scratch scratch;
    private int frame;
    private @Nullable JsonStreamContext inside;
    private MetaReader.@Nullable Meta meta;
    private @Nullable ExtraFields extras;

    EventReader(EventPlan plan, JsonParser parser, Scratch scratch) {
        this.plan = plan;
        this.parser = parser;
        this.scratch = scratch;
    }

    Transcoded read() throws IOException {
        JsonToken first = parser.currentToken();
        JsonStreamContext context = parser.getParsingContext();
        boolean opens = first == JsonToken.START_OBJECT || first == JsonToken.START_ARRAY;
        scratch.begin(opens ? context.getParent() : context);
        inside = context;
        frame = scratch.openSlots(plan.fields().count());
        try {
            if (first != JsonToken.START_OBJECT) {
                scratch.failAt("", Reason.NOT_AN_OBJECT, "an event is a JSON object, found " + JsonNames.of(first));
                parser.skipChildren();
                return refused(true);
            }
            scratch.enter(parser);
            return readFields() && checkMissing() ? EventEnd.of(plan, scratch, frame, meta, extras) : refused(true);
        } catch (JsonProcessingException e) {
            failedSyntax(e);
            return refused(false);
        }
    }

    private boolean readFields() throws IOException {
        int field = Fields.UNKNOWN;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            field = plan.fields().find(name, field);
            int position = scratch.out.position;
            if (!readField(name, field)) {
                skipField(position);
                salvageId();
                return false;
            }
        }
        return true;
    }

    private boolean readField(String name, int field) throws IOException {
        if (field == Fields.UNKNOWN) {
            return readUnknown(name);
        }
        if (scratch.has(frame, field)) {
            return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
        }
        parser.nextToken();
        if (field == plan.extraField()) {
            return extras().takeMap(parser, scratch);
        }
        int position = scratch.out.position;
        if (!plan.fields().writer(field).write(parser, scratch) || scratch.isTooLarge(parser)) {
            return false;
        }
        scratch.fill(frame, field, position, scratch.out.position);
        return true;
    }

    private boolean readUnknown(String name) throws IOException {
        if (name.equals(MetaReader.NAME)) {
            return readMeta();
        }
        if (plan.extraField() == Fields.UNKNOWN) {
            return scratch.fail(parser, Reason.UNKNOWN_FIELD, "the type has no such field");
        }
        return extras().take(parser, scratch, name);
    }

    private boolean readMeta() throws IOException {
        if (meta != null) {
            return scratch.fail(parser, Reason.DUPLICATE_FIELD, "the field is there twice");
        }
        meta = new MetaReader.Meta();
        parser.nextToken();
        return MetaReader.read(parser, scratch, plan.type().name(), meta);
    }

    private ExtraFields extras() {
        if (extras == null) {
            extras = new ExtraFields();
            scratch.extras.position = 0;
        }
        return extras;
    }

    private boolean checkMissing() {
        Fields fields = plan.fields();
        for (int i = 0; i < fields.count(); i++) {
            if (!scratch.has(frame, i) && i != plan.extraField() && !fields.mayBeAbsent(i)) {
                return scratch.failAt(Pointers.of(fields.name(i)), Reason.MISSING_FIELD, "the field is required");
            }
        }
        return true;
    }

    /** Moves on to the last token of the event's field in which something was wrong. */
    private void skipField(int position) throws IOException {
        if (parser.getParsingContext() == inside && parser.currentToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
        }
        while (parser.getParsingContext() != inside) {
            parser.nextToken();
        }
        scratch.recover(frame, plan.fields().count(), position);
    }

    /** Reads on to the event's end for its id alone. */
    private void salvageId() throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int field = plan.fields().find(name, Fields.UNKNOWN);
            int position = scratch.out.position;
            boolean tells = field == Fields.UNKNOWN
                    ? name.equals(MetaReader.NAME) && meta == null
                    : plan.isId(field) && !scratch.has(frame, field);
            if (!tells || !readField(name, field)) {
                skipField(position);
            }
        }
    }

    private void failedSyntax(JsonProcessingException e) {
        String message = withoutParserTalk(e.getOriginalMessage());
        String detail = message.length() > MAX_DETAIL ? message.substring(0, MAX_DETAIL) + " …" : message;
        Reason reason = Reason.MALFORMED_JSON;
        if (e instanceof StreamConstraintsException) {
            reason = parser.getParsingContext().getNestingDepth() > FreshetJson.MAX_NESTING
                    ? Reason.TOO_DEEP
                    : Reason.INVALID_FORMAT;
        }
        scratch.fail(parser, reason, detail);
    }

    /** What the parser says of its own source and settings is nothing for a sender. */
    private static String withoutParserTalk(String message) {
        int source = message.indexOf(" (start marker at");
        int setting = message.indexOf(": enable `");
        int end = source < 0 ? message.length() : source;
        return message.substring(0, setting < 0 ? end : Math.min(end, setting));
    }

    private Transcoded refused(boolean resumable) {
        Reason reason = scratch.reason;
        if (reason == null) {
            throw new IllegalStateException("refused without a reason");
        }
        return new Transcoded.Refused(
                reason, scratch.pointer, scratch.detail, EventEnd.idOrNull(plan, scratch, frame, meta), resumable);
    }
}
