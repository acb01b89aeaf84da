package io.freshet.quarkus.snowflake.deployment;

import io.freshet.quarkus.snowflake.connect.ExplainingDriver;
import io.freshet.quarkus.snowflake.connect.JdbcKeys;
import io.freshet.quarkus.snowflake.connect.SnowflakeConnectionConfigurer;
import io.quarkus.agroal.runtime.DataSourcesJdbcBuildTimeConfig;
import io.quarkus.agroal.runtime.TransactionIntegration;
import io.quarkus.agroal.spi.JdbcDriverBuildItem;
import io.quarkus.agroal.spi.JdbcPropertyBuildItem;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.datasource.deployment.spi.DefaultDataSourceDbKindBuildItem;
import io.quarkus.datasource.runtime.DataSourcesBuildTimeConfig;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.ModuleOpenBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.logging.LogCleanupFilterBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/** Makes {@code db-kind=snowflake} known to Agroal, on the JVM as in native programs. */
class SnowflakeProcessor {

    static final String FEATURE = "jdbc-snowflake";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    DefaultDataSourceDbKindBuildItem kind() {
        return new DefaultDataSourceDbKindBuildItem(SnowflakeDataSources.KIND);
    }

    @BuildStep
    SnowflakeDataSourcesBuildItem dataSources(
            DataSourcesBuildTimeConfig config,
            List<DefaultDataSourceDbKindBuildItem> kinds,
            CurateOutcomeBuildItem application) {
        return new SnowflakeDataSourcesBuildItem(SnowflakeDataSources.names(config, kinds, application));
    }

    /** Refuses XA before Agroal looks for an XA driver and says something less helpful. */
    @BuildStep
    JdbcDriverBuildItem driver(SnowflakeDataSourcesBuildItem dataSources, DataSourcesJdbcBuildTimeConfig jdbc) {
        for (String name : dataSources.names()) {
            if (jdbc.dataSources().get(name).jdbc().transactions() == TransactionIntegration.XA) {
                throw new ConfigurationException(
                        "Snowflake has no XA transactions, but "
                                + DataSourceUtil.dataSourcePropertyKey(name, "jdbc.transactions")
                                + "=xa asks for them. Set it to enabled (the default), and let Snowflake be the only resource of a transaction.");
            }
        }
        return new JdbcDriverBuildItem(SnowflakeDataSources.KIND, ExplainingDriver.class.getName());
    }

    @BuildStep
    void configurer(BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<UnremovableBeanBuildItem> unremovable) {
        beans.produce(new AdditionalBeanBuildItem.Builder()
                .addBeanClass(SnowflakeConnectionConfigurer.class)
                .setDefaultScope(BuiltinScope.SINGLETON.getName())
                .setUnremovable()
                .build());
        unremovable.produce(UnremovableBeanBuildItem.beanTypes(CredentialsProvider.class));
    }

    /** Agroal does not tell a driver for which datasource it connects: a property of each does. */
    @BuildStep
    void nameEachDataSource(
            SnowflakeDataSourcesBuildItem dataSources, BuildProducer<JdbcPropertyBuildItem> properties) {
        for (String name : dataSources.names()) {
            properties.produce(new JdbcPropertyBuildItem(name, JdbcKeys.DATASOURCE, name));
        }
    }

    @BuildStep
    void defaults(
            SnowflakeDataSourcesBuildItem dataSources, BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
        for (String name : dataSources.names()) {
            setDefault(defaults, name, "jdbc.url", "jdbc:snowflake://" + accountOf(name) + ".snowflakecomputing.com");
            // Longer than the default login-timeout, so that a failed login is reported and not only "acquisition
            // timeout".
            setDefault(defaults, name, "jdbc.acquisition-timeout", "35S");
            // A session that is idle for 4 hours is dead; the pool must let go of it before.
            setDefault(defaults, name, "jdbc.max-lifetime", "3H");
        }
        // The driver tells its own story at INFO.
        defaults.produce(
                new RunTimeConfigurationDefaultBuildItem("quarkus.log.category.\"net.snowflake\".level", "WARN"));
    }

    /** The driver logs as ERROR what it also throws; the application decides what of that is worth a line. */
    @BuildStep
    void quieten(BuildProducer<LogCleanupFilterBuildItem> filters) {
        filters.produce(new LogCleanupFilterBuildItem(
                "net.snowflake.client.internal.core.SessionUtil",
                "Failed to open new session",
                "IOException when creating session",
                "Exception when creating session"));
        filters.produce(new LogCleanupFilterBuildItem(
                "net.snowflake.client.internal.jdbc.RestRequest", "Error executing request", "Stop retrying"));
    }

    /** An expression that takes the account from either way to write a datasource's name. */
    private static String accountOf(String dataSource) {
        if (DataSourceUtil.isDefault(dataSource)) {
            return "${quarkus.snowflake.account}";
        }
        return "${quarkus.snowflake." + dataSource + ".account:${quarkus.snowflake.\"" + dataSource + "\".account}}";
    }

    /**
     * Of the two ways to write a datasource's name, with and without quotes, Quarkus prefers the one with; so a default goes without, and whichever
     * the user chooses overrides it. A name with dots can only be written in quotes.
     */
    private static void setDefault(
            BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults, String dataSource, String key, String value) {
        String property = DataSourceUtil.isDefault(dataSource) || dataSource.contains(".")
                ? DataSourceUtil.dataSourcePropertyKey(dataSource, key)
                : "quarkus.datasource." + dataSource + "." + key;
        defaults.produce(new RunTimeConfigurationDefaultBuildItem(property, value));
    }

    /**
     * Arrow's memory reads the address of direct buffers by reflection. Quarkus writes Add-Opens into the runner's manifest and opens the
     * package in dev mode and tests.
     */
    @BuildStep
    ModuleOpenBuildItem openNio() {
        return new ModuleOpenBuildItem("java.base", "net.snowflake.jdbc", "java.nio");
    }
}
