package io.freshet.processor.ops;

import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The registry client of the service. */
class RegistryProducer {
    @Produces
    @Singleton
    SchemaRegistry registry(RegistryConfig config) {
        return new ConfluentRegistry(config.url(), config.cacheDir(), ConfluentRegistry.DEFAULT_TIMEOUT);
    }

    void close(@Disposes SchemaRegistry registry) {
        if (registry instanceof ConfluentRegistry confluent) {
            confluent.close();
        }
    }
}
