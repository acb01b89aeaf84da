package io.freshet.cli.types;

import io.freshet.model.registry.SchemaRegistry;

/** Opens registries. */
public final class Registries {
    private Registries() {}

    /** @param url the base of the Confluent-compatible API */
    public static SchemaRegistry at(String url) {
        throw new UnsupportedOperationException(url);
    }
}
