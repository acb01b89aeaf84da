package io.freshet.quarkus.snowflake.connect;

/** Names of JDBC properties: the driver's own, and ours that the driver never sees. */
public final class JdbcKeys {

    /** Which datasource a connection belongs to; set at build time, taken out before the driver sees it. */
    public static final String DATASOURCE = "io.freshet.snowflake.datasource";

    static final String VERIFY_SESSION = "io.freshet.snowflake.verify-session";

    static final String PRIVATE_KEY = "privateKey";
    static final String TOKEN = "token";
    static final String AUTHENTICATOR = "authenticator";
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String ACCOUNT = "account";
    static final String ROLE = "role";
    static final String WAREHOUSE = "warehouse";
    static final String PROXY_HOST = "proxyHost";
    static final String PROXY_PORT = "proxyPort";

    private JdbcKeys() {}
}
