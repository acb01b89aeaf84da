package io.freshet.quarkus.snowflake.connect;

import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.freshet.quarkus.snowflake.config.SnowflakeConfig;
import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig;
import io.quarkus.agroal.runtime.AgroalConnectionConfigurer;
import io.quarkus.agroal.runtime.JdbcDriver;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.credentials.runtime.CredentialsProviderFinder;
import io.quarkus.datasource.common.runtime.DataSourceUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Brings {@code quarkus.snowflake.*} into Agroal's configuration while a datasource is being made, at start-up. What can be known to be wrong
 * then, such as an unreadable key, stops the start.
 */
@JdbcDriver("snowflake")
public class SnowflakeConnectionConfigurer implements AgroalConnectionConfigurer {

    private static final Logger LOG = Logger.getLogger(SnowflakeConnectionConfigurer.class);
    private static final Duration PROVIDER_TIMEOUT = Duration.ofSeconds(30);

    private final SnowflakeConfig config;

    public SnowflakeConnectionConfigurer(SnowflakeConfig config) {
        this.config = config;
    }

    @Override
    public void disableSslSupport(
            String databaseKind,
            AgroalDataSourceConfigurationSupplier dataSource,
            Map<String, String> additionalProperties) {
        LOG.warn("Snowflake is reached over TLS alone: quarkus.ssl.native=false cannot work with it");
    }

    /** The one hook that Agroal's extension calls for every datasource of the kind, after it has set everything else. */
    @Override
    public void setExceptionSorter(String databaseKind, AgroalDataSourceConfigurationSupplier dataSource) {
        AgroalConnectionPoolConfigurationSupplier pool = dataSource.connectionPoolConfiguration();
        pool.exceptionSorter(new FatalErrors());
        // Reading a supplier locks it: go on with a copy.
        AgroalConnectionFactoryConfiguration made =
                pool.connectionFactoryConfiguration().get();
        String name = String.valueOf(made.jdbcProperties().remove(JdbcKeys.DATASOURCE));
        AgroalConnectionFactoryConfigurationSupplier factory = new AgroalConnectionFactoryConfigurationSupplier(made);
        try {
            configure(factory, made, name);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ConfigurationException(
                    "Datasource " + name + " cannot connect to Snowflake. " + e.getMessage(), e);
        }
        pool.connectionFactoryConfiguration(factory);
    }

    private void configure(
            AgroalConnectionFactoryConfigurationSupplier factory,
            AgroalConnectionFactoryConfiguration made,
            String name) {
        SnowflakeDataSourceConfig settings = config.dataSources().get(name);
        String prefix = "quarkus.snowflake." + (DataSourceUtil.isDefault(name) ? "" : "\"" + name + "\".");
        boolean nativeImage = ResultChannel.nativeImage();
        boolean nioIsOpen = nativeImage
                || ResultChannel.nioIsOpen(net.snowflake.client.api.driver.SnowflakeDriver.class.getClassLoader());
        boolean arrow = ResultChannel.arrow(settings.resultFormat(), nativeImage, nioIsOpen, prefix);
        if (!nioIsOpen && !arrow) {
            LOG.infof(
                    "Results travel as JSON, which is slower than Arrow: start the JVM with %s to have Arrow, datasource=%s",
                    ResultChannel.LINE_TO_ADD, name);
        }
        Map<String, String> session = SessionProperties.of(settings, arrow, nativeImage, prefix);
        Properties additional = made.jdbcProperties();
        session.forEach((key, value) -> {
            // quarkus.datasource.jdbc.additional-jdbc-properties has the last word.
            if (!additional.containsKey(key)) {
                factory.jdbcProperty(key, value);
            }
        });
        if (ExplainingDriver.class.equals(made.connectionProviderClass())) {
            factory.jdbcProperty(JdbcKeys.DATASOURCE, name);
        }
        Secrets secrets = new Secrets(settings, provider(settings), prefix);
        if (settings.credentialsProvider().isEmpty()) {
            secrets.asProperties();
        }
        factory.credential(secrets);
    }

    private static Supplier<Map<String, String>> provider(SnowflakeDataSourceConfig settings) {
        Optional<String> name = settings.credentialsProvider();
        if (name.isEmpty()) {
            return Map::of;
        }
        CredentialsProvider provider = CredentialsProviderFinder.find(
                settings.credentialsProviderName().orElse(null));
        return () -> provider.getCredentialsAsync(name.get()).await().atMost(PROVIDER_TIMEOUT);
    }
}
