package io.freshet.gateway.identity;

import java.security.Key;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The provider's public keys at one moment. Immutable; any thread. */
final class ProviderKeys {
    private static final String WITHOUT_ID = "";

    private final Map<String, Key> byId = new HashMap<>();
    private final Instant fetchedAt;

    private ProviderKeys(Instant fetchedAt) {
        this.fetchedAt = fetchedAt;
    }

    /** @throws JoseException if it is no key set, or has no key that signatures can be verified with */
    static ProviderKeys parse(String json, Instant fetchedAt) throws JoseException {
        ProviderKeys keys = new ProviderKeys(fetchedAt);
        for (JsonWebKey each : new JsonWebKeySet(json).getJsonWebKeys()) {
            // A symmetric key in a public document is nobody's.
            if (each.getKey() instanceof PublicKey key && !"enc".equals(each.getUse())) {
                keys.byId.put(each.getKeyId() == null ? WITHOUT_ID : each.getKeyId(), key);
            }
        }
        if (keys.byId.isEmpty()) {
            throw new JoseException("The key set has no public key");
        }
        return keys;
    }

    @Nullable
    Key of(@Nullable String id) {
        return byId.get(id == null ? WITHOUT_ID : id);
    }

    Instant fetchedAt() {
        return fetchedAt;
    }

    int size() {
        return byId.size();
    }
}
