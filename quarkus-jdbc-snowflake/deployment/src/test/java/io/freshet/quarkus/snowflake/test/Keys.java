package io.freshet.quarkus.snowflake.test;

import java.nio.file.Path;

/** The runtime module's test keys. */
final class Keys {

    private Keys() {}

    static Path file(String name) {
        return Path.of("../runtime/src/test/resources/keys")
                .resolve(name)
                .toAbsolutePath()
                .normalize();
    }
}
