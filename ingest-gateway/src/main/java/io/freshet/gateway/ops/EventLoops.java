package io.freshet.gateway.ops;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * As many event loops as processors, where Quarkus has twice as many: nothing blocks them, and more of them only take turns on a
 * processor. {@code quarkus.vertx.event-loops-pool-size} says otherwise.
 */
@Singleton
final class EventLoops implements VertxOptionsCustomizer {
    @Override
    public void accept(VertxOptions options) {
        if (ConfigProvider.getConfig()
                .getOptionalValue("quarkus.vertx.event-loops-pool-size", Integer.class)
                .isEmpty()) {
            options.setEventLoopPoolSize(Runtime.getRuntime().availableProcessors());
        }
    }
}
