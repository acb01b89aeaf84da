package io.freshet.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A gateway on loopback that answers as it was told to, then accepts everything. */
final class ScriptedGateway implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Reply> script = new ArrayDeque<>();
    private final List<List<String>> requests = new ArrayList<>();

    /** What is said to one request. */
    interface Reply {
        void answer(HttpExchange exchange, List<String> lines) throws IOException;
    }

    ScriptedGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/events/shop", this::handle);
        server.start();
    }

    ScriptedGateway then(Reply reply) {
        script.add(reply);
        return this;
    }

    /** @param outcomes one word for each event: accepted, rejected or retry */
    static Reply outcomes(int status, String retryAfter, String... outcomes) {
        return (exchange, lines) -> {
            String events = IntStream.range(0, outcomes.length)
                    .mapToObj(i -> event(i, outcomes[i]))
                    .collect(Collectors.joining(","));
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            reply(exchange, status, "{\"events\":[" + events + "]}");
        };
    }

    static Reply problem(int status, String detail) {
        return (exchange, lines) -> reply(exchange, status, "{\"title\":\"t\",\"detail\":\"" + detail + "\"}");
    }

    /** Hangs up without a word, after having read the request. */
    static Reply hangUp() {
        return (exchange, lines) -> exchange.close();
    }

    private static String event(int index, String outcome) {
        String why = outcome.equals("accepted")
                ? ""
                : ",\"reason\":\"missing-field\",\"pointer\":\"/user_id\",\"detail\":\"it is required\"";
        return "{\"index\":" + index + ",\"outcome\":\"" + outcome + "\"" + why + "}";
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        List<String> lines = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                .lines()
                .toList();
        requests.add(lines);
        Reply reply = script.poll();
        if (reply == null) {
            String[] all = lines.stream().map(line -> "accepted").toArray(String[]::new);
            reply = outcomes(200, "", all);
        }
        reply.answer(exchange, lines);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized List<List<String>> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
