package io.freshet.gateway.session;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds the log of sessions, client by client, into what holds now. The same records in the same order make the same table in every
 * replica; moments are those of the records, by the broker's clock. One thread.
 *
 * <pre>
 *   none ──takeover──▶ owned by n ──takeover by m──▶ owned by m ──over by m──▶ none
 *                        │ told by n: taken                │ told by n: stale, ignored
 * </pre>
 */
public final class SessionTable {
    private final Map<String, SessionState> sessions = new HashMap<>();

    /** What a record did. */
    public sealed interface Effect {
        /** Somebody owns the client's session from here on; null if that owner keeps none. */
        record Owned(long nonce, @Nullable SessionState state, boolean present) implements Effect {}

        /** As its owner tells it. */
        record Taken() implements Effect {}

        /** An earlier owner wrote it, after somebody else had taken the session over. */
        record Stale() implements Effect {}
    }

    private static final Effect TAKEN = new Effect.Taken();
    private static final Effect STALE = new Effect.Stale();

    /** @param millis the record's own time */
    public Effect apply(String client, SessionRecord record, long millis) {
        SessionState before = sessions.get(client);
        return switch (record) {
            case SessionRecord.Takeover takeover -> takeOver(client, takeover, before, millis);
            case SessionRecord.Told told -> told(client, told, before, millis);
            case SessionRecord.Transient(long nonce) -> {
                sessions.remove(client);
                yield new Effect.Owned(nonce, null, false);
            }
            case SessionRecord.Over(long owner) -> {
                if (before != null && before.owner() != owner) {
                    yield STALE;
                }
                sessions.remove(client);
                yield TAKEN;
            }
        };
    }

    private Effect takeOver(
            String client, SessionRecord.Takeover takeover, @Nullable SessionState before, long millis) {
        boolean present = before != null && !takeover.clean() && !before.isOver(millis);
        SessionState state = present
                ? new SessionState(
                        takeover.nonce(),
                        before.birth(),
                        before.received(),
                        takeover.expirySeconds(),
                        true,
                        millis,
                        before.unreleased())
                : new SessionState(
                        takeover.nonce(),
                        takeover.nonce(),
                        0,
                        takeover.expirySeconds(),
                        true,
                        millis,
                        SessionState.NONE);
        sessions.put(client, state);
        return new Effect.Owned(takeover.nonce(), state, present);
    }

    /** A client that is not known may have been forgotten by compaction: then its last word counts. */
    private Effect told(String client, SessionRecord.Told told, @Nullable SessionState before, long millis) {
        if (before != null && before.owner() != told.owner()) {
            return STALE;
        }
        sessions.put(
                client,
                new SessionState(
                        told.owner(),
                        told.birth(),
                        told.received(),
                        told.expirySeconds(),
                        told.connected(),
                        millis,
                        told.unreleased()));
        return TAKEN;
    }

    public boolean has(String client) {
        return sessions.containsKey(client);
    }

    public int size() {
        return sessions.size();
    }

    /** Each session that is over at the moment, with its last owner. */
    public void over(long millis, BiConsumer<String, Long> to) {
        sessions.forEach((client, state) -> {
            if (state.isOver(millis)) {
                to.accept(client, state.owner());
            }
        });
    }
}
