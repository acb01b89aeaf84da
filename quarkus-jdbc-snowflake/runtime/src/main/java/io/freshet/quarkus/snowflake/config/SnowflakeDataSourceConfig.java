package io.freshet.quarkus.snowflake.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One Snowflake datasource. */
@ConfigGroup
public interface SnowflakeDataSourceConfig {

    /**
     * The account identifier, such as {@code myorg-myaccount} or {@code xy12345.eu-central-1}: what stands before {@code .snowflakecomputing.com}.
     * When it is set, {@code quarkus.datasource.jdbc.url} need not be.
     */
    Optional<String> account();

    /**
     * The role of the session. Without it, the user's default role.
     */
    Optional<String> role();

    /**
     * The virtual warehouse that runs the queries. Without it, the user's default warehouse.
     */
    Optional<String> warehouse();

    /**
     * The database of the session.
     */
    Optional<String> database();

    /**
     * The schema of the session.
     */
    Optional<String> schema();

    /**
     * A tag on every query, to be found in Snowflake's {@code QUERY_HISTORY}. Up to 2000 characters.
     */
    Optional<String> queryTag();

    /**
     * Snowflake session parameters, such as {@code TIMEZONE} or {@code STATEMENT_TIMEOUT_IN_SECONDS}, sent as they are with the login.
     */
    Map<String, String> sessionParameters();

    /**
     * The file with the RSA private key, in PEM (PKCS#8, encrypted or not). It is read again for every new connection, so that a key
     * can be exchanged without a restart.
     */
    Optional<Path> privateKeyFile();

    /**
     * The RSA private key itself, as PEM or as the base64 text between PEM's first and last line.
     */
    Optional<String> privateKey();

    /**
     * The passphrase of an encrypted private key.
     */
    Optional<String> privateKeyPassphrase();

    /**
     * An OAuth access token or a programmatic access token.
     */
    Optional<String> token();

    /**
     * A file with the token, read again for every new connection.
     */
    Optional<Path> tokenFile();

    /**
     * What the token is.
     */
    @WithDefault("oauth")
    TokenType tokenType();

    /**
     * The credentials provider that is asked for the secrets of every new connection. It may return {@code private-key},
     * {@code private-key-passphrase}, {@code token}, {@code user} and {@code password}.
     */
    Optional<String> credentialsProvider();

    /**
     * The bean name of the credentials provider, when there are several.
     */
    Optional<String> credentialsProviderName();

    /**
     * Whether a login fails when the session has not the role, warehouse, database and schema that were asked for. Snowflake
     * opens such a session all the same and the first query fails, or worse, runs elsewhere.
     */
    @WithDefault("true")
    boolean verifySession();

    /**
     * How results travel. {@code auto} is Arrow when the JVM opens {@code java.base/java.nio} to it (Quarkus' launchers do) and JSON otherwise,
     * as in native programs; {@code arrow} refuses to start without it.
     */
    @WithDefault("auto")
    ResultFormat resultFormat();

    /**
     * What happens when the revocation of the server's certificate cannot be checked: {@code fail-open} connects, as Snowflake's drivers
     * do by default; {@code fail-closed} does not; {@code off} does not check.
     */
    @WithDefault("fail-open")
    Ocsp ocsp();

    /**
     * Whether the driver reports usage to Snowflake. Off, because nobody asked for it.
     */
    @WithDefault("false")
    boolean telemetry();

    /**
     * Whether the driver probes the metadata addresses of AWS, Azure and Google at login to report where it runs. Off: elsewhere the
     * probes only cost time and raise alarms.
     */
    @WithDefault("false")
    boolean platformDetection();

    /**
     * How long a login may take, all retries included. Snowflake's own default of 300 seconds hides a wrong account for five minutes.
     */
    @WithDefault("30S")
    Duration loginTimeout();

    /**
     * How long a query may wait for a network that does not answer, all retries included.
     */
    @ConfigDocDefault("as long as the driver retries, which is 5 minutes")
    Optional<Duration> networkTimeout();

    /**
     * The way out through a proxy.
     */
    ProxyConfig proxy();

    /** A proxy between the application and Snowflake. */
    interface ProxyConfig {

        /**
         * The proxy's host; without it there is none.
         */
        Optional<String> host();

        /**
         * The proxy's port.
         */
        @WithDefault("3128")
        int port();

        /**
         * The user for the proxy.
         */
        Optional<String> username();

        /**
         * The password for the proxy.
         */
        Optional<String> password();

        /**
         * Hosts that are reached without the proxy, separated by {@code |}, with {@code *} as wildcard.
         */
        Optional<String> nonProxyHosts();
    }

    /** What a token is. */
    enum TokenType {
        /** An access token of an OAuth server that Snowflake trusts, or of Snowflake itself. */
        OAUTH,
        /** A programmatic access token of the user. */
        PROGRAMMATIC_ACCESS_TOKEN
    }

    /** How results travel. */
    enum ResultFormat {
        /** Arrow where it works, else JSON. */
        AUTO,
        /** Arrow; refuses to start where it cannot work. */
        ARROW,
        /** JSON. */
        JSON
    }

    /** How strictly certificates are checked for revocation. */
    enum Ocsp {
        /** An answer is demanded only if one can be had. */
        FAIL_OPEN,
        /** No answer, no connection. */
        FAIL_CLOSED,
        /** No check. */
        OFF
    }
}
