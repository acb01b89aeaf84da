package io.freshet.quarkus.snowflake.test.scripted;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Speaks as much of Snowflake's protocol as it takes to show what fakesnow cannot: refusals, statuses, broken connections. Requests are kept.
 */
public final class ScriptedSnowflake implements AutoCloseable {

    /** One request as it came. */
    public record Request(String path, String query, String body) {}

    /** What happens to a request. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-snowflake");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Answer login = session("\"DB\"", "\"PUBLIC\"", "\"WH\"", "\"ANALYST\"");
    private volatile Answer query = number(1);

    /** Serves on a free port of the loopback interface. */
    public ScriptedSnowflake() {
        this(0);
    }

    /** Serves on the port of the loopback interface. */
    public ScriptedSnowflake(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> answer(exchange, json("{\"success\":true,\"data\":null,\"code\":null,\"message\":null}")));
        server.createContext("/session/v1/login-request", exchange -> answer(exchange, login));
        server.createContext("/queries/v1/query-request", exchange -> answer(exchange, query));
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public static String jdbcUrl(int port) {
        return "jdbc:snowflake://http://127.0.0.1:" + port + "?account=scripted";
    }

    /**
     * A free port that stays the same for the owner within this JVM: a test class is loaded twice, by JUnit and by Quarkus, and both
     * must mean one server.
     */
    public static int portOf(Class<?> owner) {
        String key = "scripted." + owner.getName();
        if (System.getProperty(key) == null) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.setProperty(key, Integer.toString(free.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Integer.getInteger(key);
    }

    /** An answer from its description: {@code refusal 390100}, {@code status 503}, {@code cut}, {@code session WH ANALYST}. */
    public static Answer described(String description) {
        String[] words = description.split(" ", -1);
        return switch (words[0]) {
            case "refusal" -> refusal(Integer.parseInt(words[1]), "refused. [a-uuid]");
            case "status" -> status(Integer.parseInt(words[1]));
            case "cut" -> cut();
            case "session" -> session("\"DB\"", "\"PUBLIC\"", name(words[1]), name(words[2]));
            default -> throw new IllegalArgumentException(description);
        };
    }

    private static String name(String word) {
        return word.equals("null") ? word : "\"" + word + "\"";
    }

    /** Back to a willing server; what it has heard is forgotten. */
    public void reset() {
        login = session("\"DB\"", "\"PUBLIC\"", "\"WH\"", "\"ANALYST\"");
        query = number(1);
        requests.clear();
    }

    public void onLogin(Answer answer) {
        login = answer;
    }

    public void onQuery(Answer answer) {
        query = answer;
    }

    public List<Request> logins() {
        return requests.stream().filter(r -> r.path().contains("login-request")).toList();
    }

    public List<Request> all() {
        return List.copyOf(requests);
    }

    /** A session with these names, each a JSON value: quoted, or null. */
    public static Answer session(String database, String schema, String warehouse, String role) {
        return json("""
                {"success":true,"code":null,"message":null,"data":{"token":"t","masterToken":"m","sessionId":1,"serverVersion":"9.1.0",
                "validityInSeconds":3600,"masterValidityInSeconds":14400,"parameters":[{"name":"AUTOCOMMIT","value":true}],
                "sessionInfo":{"databaseName":%s,"schemaName":%s,"warehouseName":%s,"roleName":%s}}}""".formatted(database, schema, warehouse, role));
    }

    /** A refusal as Snowflake sends it: status 200, a code and a message. */
    public static Answer refusal(int code, String message) {
        return json(
                "{\"success\":false,\"code\":\"%06d\",\"message\":\"%s\",\"data\":{\"errorCode\":\"%06d\",\"sqlState\":\"02000\"}}"
                        .formatted(code, message, code));
    }

    /** A result of one row and one column, as JSON. */
    public static Answer number(int value) {
        return json("""
                {"success":true,"code":null,"message":null,"data":{"parameters":[],"rowtype":[{"name":"N","type":"fixed","length":null,
                "precision":38,"scale":0,"nullable":false,"byteLength":null}],"rowset":[["%d"]],"total":1,"returned":1,
                "queryId":"01","queryResultFormat":"json","sqlState":"00000","statementTypeId":4096,"version":1}}""".formatted(value));
    }

    public static Answer status(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    /** Takes the request and hangs up. */
    public static Answer cut() {
        return HttpExchange::close;
    }

    private static Answer json(String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        boolean zipped = raw.length > 1 && raw[0] == (byte) 0x1f && raw[1] == (byte) 0x8b;
        try (InputStream body =
                zipped ? new GZIPInputStream(new ByteArrayInputStream(raw)) : new ByteArrayInputStream(raw)) {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    new String(body.readAllBytes(), StandardCharsets.UTF_8)));
        }
        answer.to(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
