package io.freshet.gateway.admission;

import io.github.bucket4j.TimeMeter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All keys at one moment, by everything they are known by. Immutable; any thread. */
public final class KeyRing {
    private final Map<String, Held> byName = new HashMap<>();
    private final Map<KeyHash, Held> byHash = new HashMap<>();
    private final Map<String, Held> byCertificate = new HashMap<>();
    private final Map<String, Held> byToken = new HashMap<>();
    private final Origins origins;

    /** A key and what it has used up. */
    record Held(KeyEntry entry, Quotas quotas) {}

    /**
     * @param before whose quotas go on where a key's limits are the same; null for none
     * @throws IllegalArgumentException if two keys are known by the same
     */
    public KeyRing(List<KeyEntry> entries, @Nullable KeyRing before, TimeMeter clock) {
        for (KeyEntry entry : entries) {
            Held held = new Held(entry, quotas(entry, before, clock));
            put(byName, entry.caller().name(), held);
            entry.hashes().forEach(h -> put(byHash, h, held));
            entry.certificates().forEach(c -> put(byCertificate, c, held));
            entry.tokens().forEach(t -> put(byToken, t, held));
        }
        this.origins =
                Origins.union(entries.stream().map(e -> e.caller().origins()).toList());
    }

    public int size() {
        return byName.size();
    }

    Origins origins() {
        return origins;
    }

    @Nullable
    Held named(String name) {
        return byName.get(name);
    }

    @Nullable
    Held of(KeyHash hash) {
        return byHash.get(hash);
    }

    @Nullable
    Held of(Credentials.Certificate certificate) {
        Held held = byCertificate.get("sha256:" + certificate.fingerprint());
        if (held == null) {
            held = byCertificate.get("subject:" + certificate.subject());
        }
        for (int i = 0; held == null && i < certificate.names().size(); i++) {
            held = byCertificate.get(certificate.names().get(i));
        }
        return held;
    }

    @Nullable
    Held ofToken(String claim) {
        return byToken.get(claim);
    }

    private static Quotas quotas(KeyEntry entry, @Nullable KeyRing before, TimeMeter clock) {
        Held old = before == null ? null : before.byName.get(entry.caller().name());
        return old != null && old.entry.limits().equals(entry.limits())
                ? old.quotas
                : new Quotas("", entry.limits(), clock);
    }

    private static <K> void put(Map<K, Held> map, K key, Held held) {
        Held other = map.putIfAbsent(key, held);
        if (other != null) {
            throw new IllegalArgumentException(
                    "Keys '%s' and '%s' cannot be told apart: they have a name, hash, certificate or token in common"
                            .formatted(
                                    other.entry.caller().name(),
                                    held.entry.caller().name()));
        }
    }
}
