package io.freshet.quarkus.snowflake.deployment.devservices;

import io.quarkus.datasource.deployment.spi.DatasourceStartable;
import io.quarkus.datasource.deployment.spi.DevServicesDatasourceContainerConfig;
import io.quarkus.datasource.deployment.spi.DevServicesDatasourceProvider;
import io.quarkus.deployment.builditem.DevServicesComposeProjectBuildItem;
import io.quarkus.runtime.LaunchMode;
import java.time.Duration;
import java.util.Optional;

/** Starts fakesnow, a stand-in for Snowflake on DuckDB, as a process of its own. Needs no container runtime. */
final class FakesnowProvider implements DevServicesDatasourceProvider {

    private static final Duration STARTUP = Duration.ofSeconds(60);

    @Override
    public String getFeature() {
        return "jdbc-snowflake";
    }

    @Override
    public boolean isDockerRequired() {
        return false;
    }

    @Override
    public DatasourceStartable createDatasourceStartable(
            Optional<String> username,
            Optional<String> password,
            String datasourceName,
            DevServicesDatasourceContainerConfig config,
            LaunchMode launchMode,
            boolean useSharedNetwork,
            Optional<Duration> startupTimeout) {
        return new FakesnowServer(
                new FakesnowLauncher(config.getCommand()),
                config.getFixedExposedPort(),
                username.or(config::getUsername).orElse("dev"),
                password.or(config::getPassword).orElse("dev"),
                config.getDbName().orElse("DEV"),
                config.getAdditionalJdbcUrlProperties(),
                startupTimeout.orElse(STARTUP),
                config.isShowLogs());
    }

    @Override
    public Optional<RunningDevServicesDatasource> findRunningComposeDatasource(
            LaunchMode launchMode,
            boolean useSharedNetwork,
            DevServicesDatasourceContainerConfig config,
            DevServicesComposeProjectBuildItem compose) {
        return Optional.empty();
    }
}
