package io.freshet.model.json;

import io.freshet.model.Reason;
import io.freshet.model.WireFormat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is made of an event once all its fields are in the scratch: the record value, its key, id and time. */
final class EventEnd {
    private static final byte[] EMPTY_MAP = {0};

    private final EventPlan plan;
    private final Scratch scratch;
    private final int frame;

    private EventEnd(EventPlan plan, Scratch scratch, int frame) {
        this.plan = plan;
        this.scratch = scratch;
        this.frame = frame;
    }

    static Transcoded of(
            EventPlan plan, Scratch scratch, int frame, MetaReader.@Nullable Meta meta, @Nullable ExtraFields extras) {
        return new EventEnd(plan, scratch, frame).encoded(meta, extras);
    }

    /** The event's id where it can be told from what was read. */
    static @Nullable String idOrNull(EventPlan plan, Scratch scratch, int frame, MetaReader.@Nullable Meta meta) {
        String id = new EventEnd(plan, scratch, frame).idOfFields();
        if (id != null && HeaderText.isId(id)) {
            return id;
        }
        return meta == null ? null : meta.id;
    }

    private Transcoded encoded(MetaReader.@Nullable Meta meta, @Nullable ExtraFields extras) {
        if (extras != null) {
            int position = scratch.out.position;
            extras.writeTo(scratch.out, scratch.extras);
            scratch.fill(frame, plan.extraField(), position, scratch.out.position);
        }
        String key = plan.keyText().of(scratch.out.bytes, scratch.from(frame, plan.keyField()));
        String id = plan.idParts().isEmpty() ? null : idOfFields();
        Instant time = time();
        if (!HeaderText.isKey(key)) {
            scratch.failAt(pointer(plan.keyField()), Reason.INVALID_KEY, HeaderText.KEY_RULE);
        } else if (id != null && !HeaderText.isId(id)) {
            scratch.failAt(
                    pointer(plan.idParts().get(0).field()), Reason.INVALID_FORMAT, "the id " + HeaderText.ID_RULE);
        } else if (FieldTime.UNREADABLE.equals(time)) {
            scratch.failAt(
                    pointer(plan.timeField()),
                    Reason.INVALID_FORMAT,
                    "must be a time with a zone in the years 1 to 9999");
        } else {
            byte[] value = assemble();
            if (value.length <= Scratch.MAX_AVRO_BYTES) {
                return new Transcoded.Encoded(
                        value,
                        key,
                        id == null && meta != null ? meta.id : id,
                        source(meta),
                        time,
                        meta == null ? null : meta.sentAt);
            }
            scratch.failAt("", Reason.EVENT_TOO_LARGE, "more than " + Scratch.MAX_AVRO_BYTES + " bytes in Avro");
        }
        return refused(meta);
    }

    private Transcoded refused(MetaReader.@Nullable Meta meta) {
        Reason reason = scratch.reason;
        if (reason == null) {
            throw new IllegalStateException("refused without a reason");
        }
        return new Transcoded.Refused(
                reason, scratch.pointer, scratch.detail, idOrNull(plan, scratch, frame, meta), true);
    }

    private static @Nullable String source(MetaReader.@Nullable Meta meta) {
        return meta == null ? null : meta.source;
    }

    private String pointer(int field) {
        return Pointers.of(plan.fields().name(field));
    }

    private @Nullable Instant time() {
        FieldTime time = plan.time();
        if (time == null) {
            return null;
        }
        int field = plan.timeField();
        return scratch.has(frame, field)
                ? time.of(scratch.out.bytes, scratch.from(frame, field), scratch.iso)
                : time.of(plan.fields().valueOfAbsent(field), 0, scratch.iso);
    }

    /** The parts joined by {@code /}; a {@code /} inside one of several parts is escaped, so that different parts never look alike. */
    private @Nullable String idOfFields() {
        List<EventPlan.IdPart> parts = plan.idParts();
        StringBuilder id = new StringBuilder();
        for (EventPlan.IdPart part : parts) {
            if (!scratch.has(frame, part.field())) {
                return null;
            }
            String text = part.text().of(scratch.out.bytes, scratch.from(frame, part.field()));
            if (parts.size() == 1) {
                return text;
            }
            if (!id.isEmpty()) {
                id.append('/');
            }
            id.append(text.replace("%", "%25").replace("/", "%2F"));
        }
        return parts.isEmpty() ? null : id.toString();
    }

    /** Header and fields in the order of the schema; what already lies in that order is copied in one piece. */
    private byte[] assemble() {
        Fields fields = plan.fields();
        int size = WireFormat.HEADER_BYTES;
        for (int i = 0; i < fields.count(); i++) {
            size += scratch.has(frame, i) ? scratch.to(frame, i) - scratch.from(frame, i) : absent(i).length;
        }
        byte[] value = new byte[size];
        WireFormat.writeHeader(value, 0, plan.type().schemaId());
        int at = WireFormat.HEADER_BYTES;
        for (int i = 0; i < fields.count(); ) {
            if (!scratch.has(frame, i)) {
                byte[] bytes = absent(i++);
                System.arraycopy(bytes, 0, value, at, bytes.length);
                at += bytes.length;
                continue;
            }
            int from = scratch.from(frame, i);
            int to = scratch.to(frame, i++);
            while (i < fields.count() && scratch.from(frame, i) == to) {
                to = scratch.to(frame, i++);
            }
            System.arraycopy(scratch.out.bytes, from, value, at, to - from);
            at += to - from;
        }
        return value;
    }

    private byte[] absent(int field) {
        return field == plan.extraField() ? EMPTY_MAP : plan.fields().valueOfAbsent(field);
    }
}
