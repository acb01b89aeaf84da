package io.freshet.quarkus.snowflake.explain;

import java.time.InstantSource;
import java.util.Optional;

/**
 * Cause and remedy for the codes with which Snowflake refuses a login or ends a session. The codes are those of Snowflake's documentation
 * (key pair troubleshooting, OAuth error codes, network policies).
 */
final class ServerRefusals {

    private final InstantSource clock;

    ServerRefusals(InstantSource clock) {
        this.clock = clock;
    }

    Optional<String> explain(int code, SessionFacts facts) {
        String text = switch (code) {
            case 390100 ->
                "Snowflake does not know this user with this password. Check " + facts.datasourceSetting("username")
                        + ", "
                        + facts.datasourceSetting("password") + " and " + facts.setting("account")
                        + "; a service user needs a key pair (" + facts.setting("private-key-file") + ").";
            case 390101, 390102 ->
                "The user is locked, after too many failed logins or by an administrator. Wait 15 minutes, or: ALTER USER "
                        + facts.user() + " SET MINS_TO_UNLOCK = 0.";
            case 390103, 390106 ->
                "The user is disabled or expired. An administrator can change that: ALTER USER " + facts.user()
                        + " SET DISABLED = FALSE, DAYS_TO_EXPIRY = NULL.";
            case 390144, 394300, 394302, 394303, 394304, 394305, 394306, 394307 -> keyPair(code, facts);
            case 390189 ->
                "The role " + facts.role().orElse("?") + " does not exist or is not granted to the user. Check "
                        + facts.setting("role") + ", or: GRANT ROLE … TO USER " + facts.user() + ".";
            case 390201 ->
                "The warehouse, database or schema does not exist or the role may not use it. Check "
                        + facts.setting("warehouse") + " and the role's USAGE grants.";
            case 390303 ->
                "The token is not a valid OAuth access token for this account. Check " + facts.setting("token") + ", "
                        + facts.setting("token-type") + " and the security integration of the account.";
            case 390318 ->
                "The OAuth access token has expired. Put a fresh one into " + facts.setting("token-file")
                        + ", which is read again for each connection, or use a credentials provider.";
            case 394400, 394401, 394402 ->
                "The programmatic access token is invalid, expired or not for this role. Make a new one: ALTER USER "
                        + facts.user() + " ADD PROGRAMMATIC ACCESS TOKEN ….";
            case 390420, 390422, 390432 ->
                "A network policy does not let this address in. Ask the account's administrator to add it, or go out through the allowed"
                        + " proxy (" + facts.setting("proxy.host") + ").";
            case 390104, 390111, 390112, 390114, 390115 ->
                "The session is gone: expired, closed by an administrator, or unknown to the server. The pool replaces the connection; if it"
                        + " happens often, set " + facts.datasourceSetting("jdbc.max-lifetime") + " below 4 hours.";
            case 90073 ->
                "The warehouse is suspended by a resource monitor that has used up its quota. Raise the quota or wait until it is renewed"
                        + " (SHOW RESOURCE MONITORS).";
            case 606, 607 ->
                "The session has no running warehouse: none is set, it is suspended and may not resume, or the role may not use it. Set "
                        + facts.setting("warehouse")
                        + ", or: ALTER WAREHOUSE … SET AUTO_RESUME = TRUE; GRANT USAGE, OPERATE ON WAREHOUSE … TO ROLE ….";
            default -> "";
        };
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private String keyPair(int code, SessionFacts facts) {
        String cause = switch (code) {
            case 394302, 394303 -> "the token's time is off: this machine's clock, or an expired token";
            case 394304 -> "the user has another public key";
            case 394300, 394307 -> "user or account of the token are not the ones of the login";
            default -> "the user has another public key, user or account are wrong, or this machine's clock is off";
        };
        return "Snowflake refuses the key pair: " + cause + ". Compare DESC USER " + facts.user()
                + " (RSA_PUBLIC_KEY_FP) with this key's "
                + facts.keyFingerprint().orElse("fingerprint")
                + "; check the account in the URL; this machine says " + clock.instant()
                + ", and may be off by no more than 60 seconds. An administrator sees more by SYSTEM$GET_LOGIN_FAILURE_DETAILS with the id"
                + " in the message.";
    }
}
