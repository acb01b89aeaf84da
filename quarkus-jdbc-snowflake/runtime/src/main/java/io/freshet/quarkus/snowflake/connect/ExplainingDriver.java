package io.freshet.quarkus.snowflake.connect;

import io.freshet.quarkus.snowflake.explain.Explainer;
import io.freshet.quarkus.snowflake.explain.SessionFacts;
import io.freshet.quarkus.snowflake.key.PrivateKeys;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.snowflake.client.api.driver.SnowflakeDriver;
import org.jspecify.annotations.Nullable;

/**
 * The driver that Agroal calls for the kind {@code snowflake}: Snowflake's own, with failures explained and the opened session compared with the
 * one that was asked for. It may be called by any thread and blocks for as long as a login takes.
 */
public final class ExplainingDriver implements Driver {

    private static final Pattern SERVER =
            Pattern.compile("jdbc:snowflake:(?://)?(?<scheme>https?://)?(?<server>[^/?]+).*", Pattern.DOTALL);
    private static final Pattern URL_ACCOUNT = Pattern.compile("[?&]account=([^&]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL_USER = Pattern.compile("[?&]user=([^&]+)", Pattern.CASE_INSENSITIVE);

    private final Explainer explainer;

    /** For Agroal, which makes it by reflection. */
    public ExplainingDriver() {
        this(new Explainer(InstantSource.system()));
    }

    ExplainingDriver(Explainer explainer) {
        this.explainer = explainer;
    }

    @Override
    public @Nullable Connection connect(String url, Properties asked) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(asked);
        String datasource = String.valueOf(properties.remove(JdbcKeys.DATASOURCE));
        boolean verify = Boolean.parseBoolean(String.valueOf(properties.remove(JdbcKeys.VERIFY_SESSION)));
        if (properties.containsKey(JdbcKeys.PRIVATE_KEY) || properties.containsKey(JdbcKeys.TOKEN)) {
            properties.remove(JdbcKeys.PASSWORD);
        }
        SessionFacts facts = facts(url, properties, datasource);
        Connection connection;
        try {
            connection = SnowflakeDriver.INSTANCE.connect(url, properties);
        } catch (SQLException e) {
            throw explainer.login(e, facts);
        }
        if (connection == null) {
            return null;
        }
        if (verify) {
            SessionCheck.verify(connection, explainer, facts);
        }
        return Explaining.connection(connection, explainer, facts);
    }

    private static SessionFacts facts(String url, Properties properties, String datasource) {
        Matcher server = SERVER.matcher(url);
        boolean known = server.matches();
        String host = known ? server.group("server") : "?";
        String scheme = known && server.group("scheme") != null ? server.group("scheme") : "https://";
        int dot = host.indexOf('.');
        String account = text(properties, JdbcKeys.ACCOUNT)
                .or(() -> parameter(URL_ACCOUNT, url))
                .orElse(dot < 0 ? host : host.substring(0, dot));
        return new SessionFacts(
                datasource,
                scheme + host,
                account,
                text(properties, JdbcKeys.USER)
                        .or(() -> parameter(URL_USER, url))
                        .orElse("(none)"),
                text(properties, JdbcKeys.ROLE),
                text(properties, JdbcKeys.WAREHOUSE),
                properties.get(JdbcKeys.PRIVATE_KEY) instanceof PrivateKey key
                        ? Optional.of(PrivateKeys.fingerprint(key))
                        : Optional.empty(),
                text(properties, JdbcKeys.PROXY_HOST)
                        .map(proxy -> proxy + ":"
                                + text(properties, JdbcKeys.PROXY_PORT).orElse("?")));
    }

    private static Optional<String> text(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key));
    }

    private static Optional<String> parameter(Pattern pattern, String url) {
        Matcher matcher = pattern.matcher(url);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public boolean acceptsURL(String url) {
        return SnowflakeDriver.INSTANCE.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return SnowflakeDriver.INSTANCE.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return SnowflakeDriver.INSTANCE.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return SnowflakeDriver.INSTANCE.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return SnowflakeDriver.INSTANCE.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("net.snowflake.client");
    }
}
