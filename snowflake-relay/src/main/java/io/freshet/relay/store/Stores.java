package io.freshet.relay.store;

import java.util.Optional;

/** The stores that this relay can reach: the configured one, and those that older intents name. */
public interface Stores {
    /** Where new files go. */
    ObjectStore configured();

    /** The store of an intent; empty when its URI is of a kind that this relay doesn't speak. */
    Optional<ObjectStore> named(String uri);
}
