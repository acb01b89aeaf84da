package io.freshet.model.json;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** JSON pointers (RFC 6901), made only once something is wrong. */
final class Pointers {
    private Pointers() {}

    /** The pointer from the event, which stands in {@code base}, to the value that {@code at} is about. */
    static String between(@Nullable JsonStreamContext base, @Nullable JsonStreamContext at) {
        Deque<String> segments = new ArrayDeque<>();
        for (JsonStreamContext c = at; c != null && c != base && !c.inRoot(); c = c.getParent()) {
            if (c.inArray()) {
                segments.push(String.valueOf(c.getCurrentIndex()));
            } else if (c.getCurrentName() != null) {
                segments.push(c.getCurrentName());
            }
        }
        StringBuilder pointer = new StringBuilder();
        segments.forEach(segment -> pointer.append(of(segment)));
        return pointer.toString();
    }

    /** The pointer to a field of the event itself. */
    static String of(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
