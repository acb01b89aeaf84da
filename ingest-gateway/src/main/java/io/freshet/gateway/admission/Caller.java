package io.freshet.gateway.admission;

import io.freshet.gateway.privacy.Privacy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Who sends, once that is known. Immutable; any thread.
 *
 * @param name stands in logs, metrics and answers; never the key itself
 * @param types which event types it may post; of others it is not even told whether they exist
 * @param origins from which web pages it may be used
 * @param privacy what is done to its events before anything is written
 * @param topics to which it may publish over MQTT, of those that are types which it may post
 */
public record Caller(
        String name, AllowList types, Set<Scope> scopes, Origins origins, Privacy privacy, TopicPermits topics) {
    /** The name of whoever sends to a gateway that has no keys. */
    public static final String ANONYMOUS = "anonymous";

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** The caller of a gateway without keys: for development, on a loopback address. */
    public static Caller anonymous(Origins origins, Privacy privacy) {
        return new Caller(
                ANONYMOUS, AllowList.of(List.of("*")), EnumSet.allOf(Scope.class), origins, privacy, TopicPermits.ALL);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** Whether it may post events of this type, as far as it is concerned; the gateway has an allow-list of its own. */
    public boolean mayPost(String type) {
        return types.allows(type);
    }
}
