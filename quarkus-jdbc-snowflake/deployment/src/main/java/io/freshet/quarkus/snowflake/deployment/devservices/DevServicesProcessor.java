package io.freshet.quarkus.snowflake.deployment.devservices;

import io.freshet.quarkus.snowflake.deployment.SnowflakeDataSources;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.datasource.deployment.spi.DatasourceStartable;
import io.quarkus.datasource.deployment.spi.DevServicesDatasourceConfigurationHandlerBuildItem;
import io.quarkus.datasource.deployment.spi.DevServicesDatasourceProviderBuildItem;
import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Gives Quarkus a Snowflake-protocol server to start when a datasource has neither account nor URL. */
class DevServicesProcessor {

    @BuildStep(onlyIfNot = IsProduction.class, onlyIf = DevServicesConfig.Enabled.class)
    DevServicesDatasourceProviderBuildItem provider() {
        return new DevServicesDatasourceProviderBuildItem(SnowflakeDataSources.KIND, new FakesnowProvider());
    }

    @BuildStep
    DevServicesDatasourceConfigurationHandlerBuildItem handler() {
        return new DevServicesDatasourceConfigurationHandlerBuildItem(
                SnowflakeDataSources.KIND,
                (name, running) -> fill(name, url -> url, running.jdbcUrl()),
                name -> deferred(name),
                name -> ConfigUtils.isAnyPropertyPresent(DataSourceUtil.dataSourcePropertyKeys(name, "jdbc.url"))
                        || ConfigUtils.isAnyPropertyPresent(accountKeys(name)));
    }

    private static Map<String, String> fill(String name, Function<String, String> url, String value) {
        Map<String, String> properties = new HashMap<>();
        DataSourceUtil.dataSourcePropertyKeys(name, "jdbc.url").forEach(key -> properties.put(key, url.apply(value)));
        return properties;
    }

    private static Map<String, Function<DatasourceStartable, String>> deferred(String name) {
        Map<String, Function<DatasourceStartable, String>> properties = new HashMap<>();
        DataSourceUtil.dataSourcePropertyKeys(name, "jdbc.url")
                .forEach(key -> properties.put(key, DatasourceStartable::getEffectiveJdbcUrl));
        return properties;
    }

    private static List<String> accountKeys(String name) {
        return DataSourceUtil.isDefault(name)
                ? List.of("quarkus.snowflake.account")
                : List.of("quarkus.snowflake.\"" + name + "\".account", "quarkus.snowflake." + name + ".account");
    }
}
