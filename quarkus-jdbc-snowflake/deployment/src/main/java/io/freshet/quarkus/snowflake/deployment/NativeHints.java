package io.freshet.quarkus.snowflake.deployment;

/** Names of classes and resources inside the driver's jar. A test checks that each is there, so that a new driver version cannot lose one unseen. */
final class NativeHints {

    private static final String CORE = "net.snowflake.client.internal.core.";
    private static final String RELOCATED = "net.snowflake.client.jdbc.internal.";
    private static final String LOGGING = RELOCATED + "apache.commons.logging.";

    static final String[] JSON_BODIES = {
        CORE + "ConnectionIdentifierShape",
        CORE + "QueryExecDTO",
        CORE + "QueryContextDTO",
        CORE + "QueryContextEntryDTO",
        CORE + "OpaqueContextDTO",
        CORE + "ParameterBindingDTO",
        CORE + "HttpResponseContextDto",
        CORE + "auth.ClientAuthnDTO",
        CORE + "auth.oauth.TokenResponseDTO",
    };

    static final String[] COMMONS_LOGGING = {
        LOGGING + "LogFactory",
        LOGGING + "impl.LogFactoryImpl",
        LOGGING + "impl.Jdk14Logger",
        LOGGING + "impl.SimpleLog",
        LOGGING + "impl.NoOpLog",
        LOGGING + "impl.WeakHashtable",
    };

    static final String[] MADE_BY_NAME = {
        "net.snowflake.client.api.driver.SnowflakeDriver",
        RELOCATED + "org.bouncycastle.jce.provider.BouncyCastleProvider",
        "io.freshet.quarkus.snowflake.connect.ExplainingDriver",
    };

    /** The driver's version, sent with the login; the list by which its HTTP client guards cookies. */
    static final String[] RESOURCES = {
        "net/snowflake/client/jdbc/version.properties",
        "net/snowflake/client/jdbc/internal/mozilla/public-suffix-list.txt",
    };

    /** The texts of the driver's exceptions. */
    static final String[] MESSAGES = {
        "net.snowflake.client.jdbc.version", "net.snowflake.client.jdbc.jdbc_error_messages",
    };

    private NativeHints() {}
}
