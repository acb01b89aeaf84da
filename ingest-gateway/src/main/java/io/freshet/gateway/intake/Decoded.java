package io.freshet.gateway.intake;

import io.freshet.model.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a protocol makes of a whole body. */
public sealed interface Decoded {

    /**
     * At least one event, in the order of the body.
     *
     * @param key by which the body itself says who sends; null where it says nothing
     */
    record Items(List<Item> items, @Nullable String key) implements Decoded {
        public Items(List<Item> items) {
            this(items, null);
        }
    }

    /** The body as a whole is refused; nothing of it is kept. */
    record Refused(Reason reason, String detail) implements Decoded {}
}
