package io.freshet.quarkus.snowflake.explain;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Cause and remedy when no answer of Snowflake's own came back: names, routes, proxies, certificates, HTTP statuses. */
final class NetworkFailures {

    private static final int LONGEST_CHAIN = 20;
    private static final Pattern STATUS = Pattern.compile("(?i)(?:HTTP status|StatusCode)[:= ]+(\\d{3})");

    private final InstantSource clock;

    NetworkFailures(InstantSource clock) {
        this.clock = clock;
    }

    Optional<String> explain(SQLException failure, SessionFacts facts) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < LONGEST_CHAIN; i++, cause = cause.getCause()) {
            Optional<String> text = byType(cause, facts);
            if (text.isPresent()) {
                return text;
            }
            text = byStatus(String.valueOf(cause.getMessage()), facts);
            if (text.isPresent()) {
                return text;
            }
        }
        return byMessage(String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT), facts);
    }

    private Optional<String> byType(Throwable cause, SessionFacts facts) {
        return switch (cause) {
            case UnknownHostException e -> Optional.of(unknownHost(facts));
            case CertificateExpiredException e -> Optional.of(clock(facts));
            case CertificateNotYetValidException e -> Optional.of(clock(facts));
            case SSLException e
            when e.getCause() == null || !(e.getCause() instanceof java.security.GeneralSecurityException) ->
                Optional.of(certificate(facts));
            case ConnectException e -> Optional.of(unreachable(facts));
            case NoRouteToHostException e -> Optional.of(unreachable(facts));
            case SocketException e -> Optional.of(hungUp(facts));
            case SocketTimeoutException e -> Optional.of(slow(facts));
            default -> Optional.empty();
        };
    }

    private Optional<String> byStatus(String message, SessionFacts facts) {
        Matcher status = STATUS.matcher(message);
        if (!status.find()) {
            return Optional.empty();
        }
        return switch (status.group(1)) {
            case "403" ->
                Optional.of(
                        "The server answered 403 Forbidden: there is no such account in this region, or a network policy or proxy stands"
                                + " between. Check " + facts.setting("account")
                                + " (Snowsight shows it under Account Details) and the proxy.");
            case "404" ->
                Optional.of("The server answered 404 Not Found: there is no Snowflake account " + facts.account()
                        + " at this host. Check " + facts.setting("account")
                        + " (Snowsight shows it under Account Details).");
            case "407" -> Optional.of(proxyRefuses(facts));
            case "429" ->
                Optional.of(
                        "The server answered 429 Too Many Requests until the time was up. Open fewer connections: lower "
                                + facts.datasourceSetting("jdbc.max-size") + " or the number of replicas.");
            case "500", "502", "503", "504" ->
                Optional.of(
                        "The server answered " + status.group(1)
                                + " until the time was up. Look at https://status.snowflake.com; if it says nothing, at the proxy in between.");
            default -> Optional.empty();
        };
    }

    private Optional<String> byMessage(String message, SessionFacts facts) {
        if (message.contains("proxy authentication")) {
            return Optional.of(proxyRefuses(facts));
        }
        if (message.contains("failed to respond") || message.contains("connection reset")) {
            return Optional.of(hungUp(facts));
        }
        if (message.contains("timed out") || message.contains("timeout")) {
            return Optional.of(slow(facts));
        }
        return Optional.empty();
    }

    private static String unknownHost(SessionFacts facts) {
        return facts.proxy()
                .map(proxy -> "No address is known for the server or for the proxy " + proxy + ". Check "
                        + facts.setting("proxy.host") + " and " + facts.setting("account") + ".")
                .orElseGet(() ->
                        "No address is known for this host: the account is misspelt, or DNS does not answer. Check "
                                + facts.setting("account")
                                + " (Snowsight shows it under Account Details) and the machine's DNS.");
    }

    private static String unreachable(SessionFacts facts) {
        return facts.proxy()
                .map(proxy -> "The proxy " + proxy + " takes no connection. Check " + facts.setting("proxy.host")
                        + " and " + facts.setting("proxy.port") + ".")
                .orElse("Nothing takes a connection at this host and port. Check them in "
                        + facts.datasourceSetting("jdbc.url") + ", the firewall, and whether a proxy is needed ("
                        + facts.setting("proxy.host") + ").");
    }

    private static String hungUp(SessionFacts facts) {
        return "The other side hung up without an answer: a firewall or proxy in between, or a server that is not Snowflake's. Check the host and whether"
                + " a proxy is needed (" + facts.setting("proxy.host") + ").";
    }

    private static String slow(SessionFacts facts) {
        return "No answer came in time. Check the network, the firewall and whether a proxy is needed ("
                + facts.setting("proxy.host") + "); " + facts.setting("login-timeout")
                + " sets how long a login may take.";
    }

    private static String proxyRefuses(SessionFacts facts) {
        return "The proxy demands other credentials. Check " + facts.setting("proxy.username") + " and "
                + facts.setting("proxy.password") + ".";
    }

    private static String certificate(SessionFacts facts) {
        return "The server's certificate is not trusted: a proxy that opens TLS, or a wrong host. Add the proxy's authority to the JVM's trust"
                + " store (-Djavax.net.ssl.trustStore=…) or let it pass " + facts.server() + " unopened.";
    }

    private String clock(SessionFacts facts) {
        return "The certificate of " + facts.server() + " is not valid at this machine's time, which is "
                + clock.instant() + ". Set the clock right (NTP).";
    }
}
