package io.freshet.quarkus.snowflake.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final SessionFacts FACTS = new SessionFacts(
            "sales",
            "https://acme-eu.snowflakecomputing.com",
            "acme-eu",
            "LOADER",
            Optional.of("ANALYST"),
            Optional.of("WH"),
            Optional.of("SHA256:abc="),
            Optional.empty());
    private static final SessionFacts BEHIND_PROXY = new SessionFacts(
            "<default>",
            "https://acme-eu.snowflakecomputing.com",
            "acme-eu",
            "LOADER",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("proxy.acme:3128"));

    private final Explainer explainer = new Explainer(InstantSource.fixed(NOW));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    390100 | does not know this user         | quarkus.datasource."sales".username
                    390102 | locked                          | MINS_TO_UNLOCK
                    390144 | another public key              | SHA256:abc=
                    390144 | this machine's clock            | 2026-11-20T12:00:00Z
                    394303 | time is off                     | 60 seconds
                    390189 | The role ANALYST                | quarkus.snowflake."sales".role
                    390318 | token has expired               | quarkus.snowflake."sales".token-file
                    390303 | not a valid OAuth access token  | quarkus.snowflake."sales".token-type
                    394400 | programmatic access token       | ADD PROGRAMMATIC ACCESS TOKEN
                    390422 | network policy                  | administrator
                    200059 | URL is not one of Snowflake's   | quarkus.snowflake."sales".account
                    200011 | no user name                    | quarkus.datasource."sales".username
                    200012 | nothing to authenticate with    | quarkus.snowflake."sales".private-key-file
                    """)
    void namesCauseAndRemedyOfARefusedLogin(int code, String cause, String remedy) {
        SQLException told = explainer.login(new SQLException("refused [uuid]", "08001", code), FACTS);

        assertThat((Throwable) told)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining(cause)
                .hasMessageContaining(remedy)
                .hasMessageContaining("user LOADER, account acme-eu");
        assertThat(told.getErrorCode()).isEqualTo(code);
        assertThat(told.getSQLState()).isEqualTo("08001");
    }

    static Stream<Arguments> networkFailures() {
        return Stream.of(
                Arguments.of(
                        new UnknownHostException("acme-eu"),
                        "account is misspelt",
                        "quarkus.snowflake.\"sales\".account"),
                Arguments.of(
                        new ConnectException("refused"),
                        "Nothing takes a connection",
                        "quarkus.snowflake.\"sales\".proxy.host"),
                Arguments.of(new NoRouteToHostException("no"), "Nothing takes a connection", "firewall"),
                Arguments.of(new SocketTimeoutException("slow"), "No answer came in time", "login-timeout"),
                Arguments.of(new SSLHandshakeException("PKIX path building failed"), "not trusted", "trustStore"),
                Arguments.of(handshake(new CertificateExpiredException("x")), "2026-11-20T12:00:00Z", "NTP"),
                Arguments.of(handshake(new CertificateNotYetValidException("x")), "2026-11-20T12:00:00Z", "NTP"),
                Arguments.of(new IOException("HTTP status=403"), "403", "account"),
                Arguments.of(
                        new IOException("StatusCode: 404, Reason: Not Found"),
                        "no Snowflake account acme-eu",
                        "account"),
                Arguments.of(new IOException("HTTP status=429"), "429", "max-size"),
                Arguments.of(new IOException("HTTP status=503"), "503", "status.snowflake.com"),
                Arguments.of(new IOException("HTTP status=407"), "proxy demands", "proxy.username"));
    }

    @ParameterizedTest
    @MethodSource("networkFailures")
    void namesCauseAndRemedyOfAnUnreachableServer(Exception cause, String said, String remedy) {
        SQLException told = explainer.login(
                new SQLException("JDBC driver encountered communication error", "08001", 200015, cause), FACTS);

        assertThat((Throwable) told)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining(said)
                .hasMessageContaining(remedy);
    }

    private static Exception handshake(Exception cause) {
        SSLHandshakeException handshake = new SSLHandshakeException("handshake");
        handshake.initCause(cause);
        return handshake;
    }

    @Test
    void blamesTheProxyWhenThereIsOne() {
        assertThat((Throwable) explainer.login(
                        new SQLException("x", "08001", 200015, new ConnectException("refused")), BEHIND_PROXY))
                .hasMessageContaining("The proxy proxy.acme:3128 takes no connection")
                .hasMessageContaining("quarkus.snowflake.proxy.port");
        assertThat((Throwable) explainer.login(
                        new SQLException("x", "08001", 200015, new UnknownHostException("p")), BEHIND_PROXY))
                .hasMessageContaining("for the proxy proxy.acme:3128");
    }

    @Test
    void leavesAloneWhatItDoesNotKnow() {
        SQLException unknown = new SQLException("SQL compilation error", "42000", 1003);

        assertThat((Throwable) explainer.login(unknown, FACTS)).isSameAs(unknown);
        assertThat((Throwable) explainer.statement(unknown, FACTS)).isSameAs(unknown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    606    | no running warehouse   | quarkus.snowflake."sales".warehouse
                    90073  | resource monitor       | SHOW RESOURCE MONITORS
                    390114 | The session is gone    | quarkus.datasource."sales".jdbc.max-lifetime
                    """)
    void keepsTheServersWordsWhenAStatementFails(int code, String cause, String remedy) {
        assertThat((Throwable) explainer.statement(new SQLException("the server's words", "57P03", code), FACTS))
                .hasMessageContaining("the server's words")
                .hasMessageContaining(cause)
                .hasMessageContaining(remedy);
    }
}
