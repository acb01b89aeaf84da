package io.freshet.gateway.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.freshet.model.json.FreshetJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Finds where the events of a body begin and end, in the three forms that {@link Intake} reads, without a look at what is in them.
 * Immutable; any thread.
 */
public final class Splitter {
    private Splitter() {}

    /** Told of each event in the order of the body, until it wants no more. */
    public interface Events {
        /** @return whether to go on */
        boolean event(Original event);

        /** What follows cannot be told apart. */
        boolean malformed(String detail, Original rest);
    }

    static void split(Body body, Events into) {
        byte[] bytes = body.bytes();
        int from = Blank.skip(bytes, Blank.byteOrderMark(bytes, body.length()), body.length());
        int to = Blank.trim(bytes, from, body.length());
        if (from < to) {
            if (body.lines() || Intake.isLines(bytes, from, to)) {
                lines(bytes, from, to, into);
            } else if (bytes[from] == '[') {
                array(bytes, from, to, into);
            } else {
                into.event(new Original(bytes, from, to));
            }
        }
    }

    private static void lines(byte[] bytes, int from, int to, Events into) {
        boolean more = true;
        for (int at = from; at < to && more; ) {
            int lineEnd = Blank.lineEnd(bytes, at, to);
            int first = Blank.skip(bytes, at, lineEnd);
            int last = Blank.trim(bytes, first, lineEnd);
            more = first == last || into.event(new Original(bytes, first, last));
            at = lineEnd + 1;
        }
    }

    /** As {@link #split}, but a body that is no array is one event. */
    public static void elements(Body body, Events into) {
        split(new Body(body.bytes(), body.length(), false), into);
    }

    /** The elements of the array that stands here. */
    public static void elements(Original array, Events into) {
        array(array.bytes(), array.from(), array.to(), into);
    }

    /** The elements of the array that the bytes are. */
    private static void array(byte[] bytes, int from, int to, Events into) {
        int done = from + 1;
        try (JsonParser parser = FreshetJson.parser(bytes, from, to)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = from + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                done = from + (int) parser.currentLocation().getByteOffset();
                if (!into.event(new Original(bytes, start, done))) {
                    return;
                }
            }
            done = from + (int) parser.currentLocation().getByteOffset();
            int rest = Blank.skip(bytes, done, to);
            if (rest < to) {
                into.malformed("The body goes on after its JSON text has ended.", new Original(bytes, rest, to));
            }
        } catch (JsonProcessingException e) {
            into.malformed(Malformed.detail(e), new Original(bytes, next(bytes, done, to), to));
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory could not be read", e);
        }
    }

    private static int next(byte[] bytes, int done, int to) {
        int at = Blank.skip(bytes, done, to);
        int next = at < to && bytes[at] == ',' ? Blank.skip(bytes, at + 1, to) : at;
        return next < to ? next : Math.min(done, to - 1);
    }
}
