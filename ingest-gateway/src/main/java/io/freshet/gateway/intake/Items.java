package io.freshet.gateway.intake;

import io.freshet.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The items of one body as they come, up to a limit. One thread. */
public final class Items {
    private final int limit;
    private final List<Item> list = new ArrayList<>();
    private boolean overflowed;

    /** What a body makes that holds nothing. */
    public static Decoded none() {
        return new Items(0).decoded();
    }

    public Items(int limit) {
        this.limit = limit;
    }

    /** @return false if this is one too many, and reading on is pointless */
    public boolean add(Item item) {
        overflowed = list.size() == limit;
        return !overflowed && list.add(item);
    }

    public Splitter.Events of(Function<Original, Item> event, BiFunction<String, Original, Item> malformed) {
        return new Splitter.Events() {
            @Override
            public boolean event(Original original) {
                return add(event.apply(original));
            }

            @Override
            public boolean malformed(String detail, Original rest) {
                return add(malformed.apply(detail, rest));
            }
        };
    }

    public Decoded decoded() {
        return decoded(null);
    }

    /** @param key by which the body itself says who sends */
    public Decoded decoded(@Nullable String key) {
        if (overflowed) {
            return new Decoded.Refused(
                    Reason.BODY_TOO_LARGE,
                    "The body holds more than %d events; send fewer at a time.".formatted(limit));
        }
        return list.isEmpty()
                ? new Decoded.Refused(Reason.EMPTY_BODY, "The body holds no event.")
                : new Decoded.Items(list, key);
    }
}
