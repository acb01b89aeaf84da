package io.freshet.relay.store;

import java.util.Optional;

/** The stores that this relay can reach: the configured one, and those that older intents name. */
public interface Stores extends AutoCloseable {
    /** Where new files go. */
    ObjectStore configured();

    /** The store of an intent; empty when its URI is of a kind or an account that is not configured. */
    Optional<ObjectStore> named(String uri);

    @Override
    default void close() {}
}
