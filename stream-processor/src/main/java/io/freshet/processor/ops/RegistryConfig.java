package io.freshet.processor.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;

/** Where the schema registry is. */
@ConfigMapping(prefix = "freshet.registry")
public interface RegistryConfig {
    /** Base of the Confluent-compatible API. */
    @WithDefault("http://127.0.0.1:8085/apis/ccompat/v7")
    URI url();

    /** Keeps every schema once read, so that known types go on while the registry is down. */
    @WithDefault("processor-schemas")
    Path cacheDir();
}
