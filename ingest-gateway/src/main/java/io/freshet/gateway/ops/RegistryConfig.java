package io.freshet.gateway.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;

/** Where the schema registry is. */
@ConfigMapping(prefix = "freshet.registry")
public interface RegistryConfig {
    /** Base of the Confluent-compatible API. */
    URI url();

    /** Where schemas are kept, so that a registry that is down stops no known type over a restart. */
    @WithDefault("data/schemas")
    Path cacheDir();
}
