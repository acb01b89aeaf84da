package io.freshet.quarkus.snowflake.connect;

import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig;
import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig.Ocsp;
import io.freshet.quarkus.snowflake.config.SnowflakeDataSourceConfig.ProxyConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The JDBC properties that follow from the configuration of one datasource, secrets excepted. The driver sends properties that it does not
 * know as session parameters.
 */
final class SessionProperties {

    /** Of the query tag, by Snowflake's documentation of QUERY_TAG. */
    private static final int LONGEST_QUERY_TAG = 2000;

    private final Map<String, String> properties = new LinkedHashMap<>();

    private SessionProperties() {}

    static Map<String, String> of(SnowflakeDataSourceConfig config, boolean arrow, boolean nativeImage, String prefix) {
        SessionProperties session = new SessionProperties();
        session.place(config, prefix);
        session.manners(config, arrow, nativeImage);
        session.proxy(config.proxy());
        session.properties.put(JdbcKeys.VERIFY_SESSION, Boolean.toString(config.verifySession()));
        return session.properties;
    }

    private void place(SnowflakeDataSourceConfig config, String prefix) {
        config.account().ifPresent(account -> properties.put(JdbcKeys.ACCOUNT, Account.checked(account, prefix)));
        put(JdbcKeys.ROLE, config.role());
        put(JdbcKeys.WAREHOUSE, config.warehouse());
        put("db", config.database());
        put("schema", config.schema());
        config.queryTag().ifPresent(tag -> {
            if (tag.length() > LONGEST_QUERY_TAG) {
                throw new IllegalArgumentException(prefix + "query-tag has " + tag.length()
                        + " characters; Snowflake takes up to " + LONGEST_QUERY_TAG + ". Shorten it.");
            }
            properties.put("QUERY_TAG", tag);
        });
        properties.putAll(config.sessionParameters());
    }

    private void manners(SnowflakeDataSourceConfig config, boolean arrow, boolean nativeImage) {
        properties.put("CLIENT_TELEMETRY_ENABLED", Boolean.toString(config.telemetry()));
        properties.put("disablePlatformDetection", Boolean.toString(!config.platformDetection()));
        properties.put("ocspFailOpen", Boolean.toString(config.ocsp() != Ocsp.FAIL_CLOSED));
        if (config.ocsp() == Ocsp.OFF) {
            properties.put("disableOCSPChecks", "true");
        }
        if (!arrow) {
            properties.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        }
        if (nativeImage) {
            // The classes behind PUT and GET are not in the program: refuse before anything is asked of the server.
            properties.put("enablePutGet", "false");
        }
        properties.put(
                "loginTimeout", Long.toString(Math.max(1, config.loginTimeout().toSeconds())));
        config.networkTimeout()
                .ifPresent(timeout -> properties.put("networkTimeout", Long.toString(timeout.toMillis())));
    }

    private void proxy(ProxyConfig proxy) {
        proxy.host().ifPresent(host -> {
            properties.put("useProxy", "true");
            properties.put(JdbcKeys.PROXY_HOST, host);
            properties.put(JdbcKeys.PROXY_PORT, Integer.toString(proxy.port()));
            put("proxyUser", proxy.username());
            put("proxyPassword", proxy.password());
            put("nonProxyHosts", proxy.nonProxyHosts());
        });
    }

    private void put(String key, Optional<String> value) {
        value.ifPresent(v -> properties.put(key, v));
    }
}
