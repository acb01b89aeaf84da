package io.freshet.relay.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;

/** {@code freshet.registry.*}: where schemas come from. */
@ConfigMapping(prefix = "freshet.registry")
public interface RegistryConfig {
    /** Base of the Confluent-compatible API. */
    @WithDefault("http://127.0.0.1:8085/apis/ccompat/v7")
    URI url();

    /** Where schemas are kept, so that a registry that is down stops no known type; not a folder that others can write to. */
    @WithDefault("data/schemas")
    Path cacheDir();
}
