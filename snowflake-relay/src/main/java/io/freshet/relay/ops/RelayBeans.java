package io.freshet.relay.ops;

import io.freshet.model.registry.ConfluentRegistry;
import io.freshet.model.registry.SchemaRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What the relay is given: time, and schemas. */
@ApplicationScoped
public class RelayBeans {
    @Produces
    @Singleton
    @DefaultBean
    InstantSource clock() {
        return InstantSource.system();
    }

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
