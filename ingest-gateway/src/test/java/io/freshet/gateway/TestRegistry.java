package io.freshet.gateway;

import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry;

/** A registry client with a cache that nobody shares. */
final class TestRegistry {
    private TestRegistry() {}

    static SchemaRegistry at(String url) {
        return ConfluentRegistry.at(url, java.nio.file.Path.of("target", "schemas-" + System.nanoTime()));
    }
}
