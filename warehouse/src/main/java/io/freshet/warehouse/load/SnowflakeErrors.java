package io.freshet.warehouse.load;

import io.freshet.warehouse.Unreachable;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal of Snowflake's means and what to do, by the codes of its SQL API and driver. No secret of the session is ever in a message.
 */
public final class SnowflakeErrors {
    private static final List<String> SECRETS = List.of("password", "private_key_pwd", "token");

    private final String account;
    private final Properties session;

    /** @param session what the session was asked for with */
    public SnowflakeErrors(String account, Properties session) {
        this.account = account;
        this.session = session;
    }

    /** @param what was tried, for a person */
    public Unreachable explain(String what, SQLException failure) {
        String words = Objects.toString(failure.getMessage(), "").strip();
        for (String name : SECRETS) {
            String secret = session.getProperty(name);
            if (secret != null && !secret.isEmpty()) {
                words = words.replace(secret, "***");
            }
        }
        String remedy = remedy(failure.getErrorCode(), words);
        return new Unreachable(what + ": " + words + (remedy.isEmpty() ? "" : "\n  " + remedy), withoutWords(failure));
    }

    /** The driver's own exceptions may repeat what was sent: only their kind goes on. */
    private static @Nullable Throwable withoutWords(SQLException failure) {
        return new SQLException(failure.getClass().getSimpleName(), failure.getSQLState(), failure.getErrorCode());
    }

    private String remedy(int code, String words) {
        return switch (code) {
            case 390100, 390101 ->
                "The user " + session.getProperty("user") + " is not known in account " + account
                        + ", or its password is another: see snowflake.user.";
            case 390144 ->
                "The key is not the user's: ALTER USER " + session.getProperty("user")
                        + " SET RSA_PUBLIC_KEY = '…' with the public half of snowflake.private-key-file.";
            case 390189 ->
                "The user may not take the role " + session.getProperty("role", "(default)")
                        + ": GRANT ROLE … TO USER …, or another snowflake.role.";
            case 390422 -> "A network policy keeps this address out: an administrator must allow it.";
            case 390114, 390195 -> "The session is gone: run the command again, it goes on where it was.";
            case 606, 57014 ->
                "No warehouse runs for this session: set snowflake.warehouse, and GRANT USAGE ON WAREHOUSE … to the role.";
            case 90064, 90073 ->
                "The warehouse is suspended by a resource monitor, or cannot be resumed: ALTER WAREHOUSE … RESUME, SHOW RESOURCE MONITORS.";
            case 3001 ->
                "The role " + session.getProperty("role", "(default)")
                        + " lacks a privilege: see the roles in docs/snowflake.md.";
            case 2003, 2043 ->
                "It is not there, or the role may not see it: ./freshet warehouse apply makes it; GRANT lets the role see it.";
            case 2002 ->
                "Something of that name is there already and is not this migration's: rename the one or the other.";
            case 200015, 200001 ->
                "The network broke, or the account " + account
                        + " is misspelt (orgname-accountname): run the command again, it goes on where it was.";
            case 200011, 200012 -> "Nothing to log in with: set snowflake.private-key-file.";
            case 0 ->
                words.contains("No suitable driver")
                        ? "Snowflake's JDBC driver is not on the class path: start the program with ./freshet, which fetches it."
                        : "";
            default -> "";
        };
    }
}
