package io.freshet.quarkus.snowflake.explain;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Retells failures that a user can mend. What it does not know it leaves alone, so an application sees either the driver's own
 * exception or an {@link ExplainedException} with the same codes.
 */
public final class Explainer {

    private static final int DIFFERENT_SESSION = 200041;
    private static final int INVALID_URL = 200059;
    private static final int MISSING_USER = 200011;
    private static final int MISSING_PASSWORD = 200012;

    private final ServerRefusals refusals;
    private final NetworkFailures network;

    public Explainer(InstantSource clock) {
        this.refusals = new ServerRefusals(clock);
        this.network = new NetworkFailures(clock);
    }

    /** For a login: everything is worth explaining. */
    public SQLException login(SQLException failure, SessionFacts facts) {
        return refusals.explain(failure.getErrorCode(), facts)
                .or(() -> incomplete(failure.getErrorCode(), facts))
                .or(() -> network.explain(failure, facts))
                .<SQLException>map(text -> explained("No connection to Snowflake", text, failure, facts))
                .orElse(failure);
    }

    /** For a statement: only what concerns session or warehouse. The rest is between the application and its SQL. */
    public SQLException statement(SQLException failure, SessionFacts facts) {
        return refusals.explain(failure.getErrorCode(), facts)
                .<SQLException>map(text -> explained(String.valueOf(failure.getMessage()), text, failure, facts))
                .orElse(failure);
    }

    /** The session is not the one that was asked for. */
    public SQLException otherSession(String difference, SessionFacts facts) {
        SQLException bare = new SQLException(difference, "01000", DIFFERENT_SESSION);
        return explained(
                "Snowflake opened another session than asked for",
                difference
                        + " The name does not exist or the role may not use it. Check the name and the role's USAGE grants; to take such sessions all the"
                        + " same set " + facts.setting("verify-session") + "=false.",
                bare,
                facts);
    }

    private static Optional<String> incomplete(int code, SessionFacts facts) {
        return switch (code) {
            case INVALID_URL ->
                Optional.of("The URL is not one of Snowflake's. Set " + facts.setting("account") + ", or "
                        + facts.datasourceSetting("jdbc.url")
                        + " to jdbc:snowflake://<account>.snowflakecomputing.com.");
            case MISSING_USER -> Optional.of("There is no user name. Set " + facts.datasourceSetting("username") + ".");
            case MISSING_PASSWORD ->
                Optional.of("There is nothing to authenticate with. Set one of " + facts.setting("private-key-file")
                        + ", " + facts.setting("token-file") + ", " + facts.datasourceSetting("password") + ".");
            default -> Optional.empty();
        };
    }

    private static ExplainedException explained(String what, String text, SQLException failure, SessionFacts facts) {
        return new ExplainedException(what + " (" + facts.session() + "). " + text, failure);
    }
}
