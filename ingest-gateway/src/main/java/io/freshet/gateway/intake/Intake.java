package io.freshet.gateway.intake;

import io.freshet.gateway.admission.Limits;
import io.freshet.model.Reason;
import io.freshet.model.json.JsonToAvro;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body → events → verdicts. Immutable; any thread; takes time in proportion to the body.
 *
 * <p>Three forms: an array of objects; one object; one object per line (NDJSON). What is malformed is an event too, and is kept:
 * a line by itself, after which the next line goes on; in the other forms everything from the malformed event to the end of the
 * body, because nothing tells where the next event would begin.
 */
public final class Intake {
    private final int events;
    private final Judge judge;
    private final LineReader lines;
    private final ValueReader values;

    public Intake(Limits limits) {
        this.events = limits.events();
        this.judge = new Judge(limits.eventBytes(), limits.recordBytes());
        this.lines = new LineReader(judge);
        this.values = new ValueReader(judge);
    }

    public Reading read(Body body, JsonToAvro transcoder) {
        byte[] bytes = body.bytes();
        int from = Blank.skip(bytes, Blank.byteOrderMark(bytes, body.length()), body.length());
        int to = Blank.trim(bytes, from, body.length());
        if (from == to) {
            return new Reading.Refused(Reason.EMPTY_BODY, "The body holds nothing but white space.");
        }
        Verdicts verdicts = new Verdicts(events);
        if (body.lines() || isLines(bytes, from, to)) {
            lines.read(bytes, from, to, transcoder, verdicts);
        } else if (bytes[from] == '[') {
            values.readArray(bytes, from, to, transcoder, verdicts);
        } else {
            values.readOne(bytes, from, to, transcoder, verdicts);
        }
        return verdicts.reading();
    }

    /** Lines that are a piece of a longer body, which bounds them by its own means; empty if there is no event in them. */
    public List<Verdict> readLines(Body body, JsonToAvro transcoder) {
        Verdicts verdicts = new Verdicts(Integer.MAX_VALUE);
        int from = Blank.skip(body.bytes(), Blank.byteOrderMark(body.bytes(), body.length()), body.length());
        lines.read(body.bytes(), from, body.length(), transcoder, verdicts);
        return verdicts.list();
    }

    /** Most events of a body that is read as a whole. */
    public int most() {
        return events;
    }

    /** What its type says of an item. */
    public Verdict judge(Item item, JsonToAvro transcoder) {
        return switch (item) {
            case Item.Event event -> judge.event(event, transcoder);
            case Item.Broken broken -> broken(broken, transcoder.type().schemaId());
        };
    }

    /** What is said of an item whose type is not served here. */
    public static Verdict noSuchType(Item item) {
        return switch (item) {
            case Item.Event event ->
                new Verdict.Invalid(
                        Names.shown(event.type()),
                        null,
                        Reason.NO_SUCH_TYPE,
                        "",
                        "There is no such event type here that can be posted.",
                        event.facts().id(),
                        null,
                        event.original());
            case Item.Broken broken -> broken(broken, null);
        };
    }

    private static Verdict broken(Item.Broken broken, @Nullable Integer schemaId) {
        return new Verdict.Invalid(
                Names.shown(broken.type()),
                schemaId,
                broken.reason(),
                broken.pointer(),
                broken.detail(),
                broken.id(),
                null,
                broken.original());
    }

    /**
     * Whether undeclared bytes are one object per line: the first line ends with {@code }}} and the next begins with <code>{</code>,
     * which no single JSON text can do, however it is indented.
     */
    static boolean isLines(byte[] bytes, int from, int to) {
        if (bytes[from] != '{') {
            return false;
        }
        int lineEnd = Blank.lineEnd(bytes, from, to);
        int next = Blank.skip(bytes, lineEnd, to);
        return next < to && bytes[next] == '{' && bytes[Blank.trim(bytes, from, lineEnd) - 1] == '}';
    }
}
