package io.freshet.local.twin.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.freshet.local.twin.load.Pipes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The twin over HTTP, on loopback: {@code POST /v1/query}, {@code GET /v1/loads}, {@code /v1/pipes}, {@code GET /health}. All but health want the token.
 */
public final class QueryServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QueryServer.class);
    /** More than run queries, so that those too many get their answer at once. */
    private static final int THREADS = 8;

    private static final int WAITING = 64;
    private static final int GRACE_SECONDS = 1;

    /** Answers one request; blocks. */
    interface Route {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final QueryRunner queries;

    private QueryServer(HttpServer server, ThreadPoolExecutor threads, QueryRunner queries) {
        this.server = server;
        this.threads = threads;
        this.queries = queries;
    }

    /**
     * Serves until closed.
     *
     * @param pipes that can be asked about and altered
     * @param storeAnswers said by health; the twin itself is well without its store
     */
    public static QueryServer start(
            int port, String token, QueryRunner queries, Pipes pipes, BooleanSupplier storeAnswers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        Bearer bearer = new Bearer(token);
        route(
                server,
                "GET",
                "/health",
                exchange -> Answers.json(
                        exchange, 200, Map.of("status", "UP", "store", storeAnswers.getAsBoolean() ? "UP" : "DOWN")));
        route(server, "POST", "/v1/query", bearer.guard(new QueryRoute(queries)));
        route(server, "GET", "/v1/loads", bearer.guard(new LoadsRoute(queries)));
        route(server, "GET, POST", "/v1/pipes", bearer.guard(new PipesRoute(pipes)));
        server.createContext(
                "/",
                exchange -> answer(
                        exchange, any -> Answers.problem(any, 404, "not-found", "There is nothing at this path.")));
        server.start();
        return new QueryServer(server, threads, queries);
    }

    private static void route(HttpServer server, String methods, String path, Route route) {
        server.createContext(
                path,
                exchange -> answer(exchange, any -> {
                    if (!any.getRequestURI().getPath().equals(path)) {
                        Answers.problem(any, 404, "not-found", "There is nothing at this path.");
                    } else if (!List.of(methods.split(", ")).contains(any.getRequestMethod())) {
                        any.getResponseHeaders().set("Allow", methods);
                        Answers.problem(any, 405, "method-not-allowed", "This path takes " + methods + ".");
                    } else {
                        route.answer(any);
                    }
                }));
    }

    private static void answer(HttpExchange exchange, Route route) {
        try (exchange) {
            answerOrApologise(exchange, route);
        } catch (IOException gone) {
            LOG.debugf("A client went away. error=%s", gone.getMessage());
        }
    }

    private static void answerOrApologise(HttpExchange exchange, Route route) throws IOException {
        try {
            route.answer(exchange);
        } catch (RuntimeException failure) {
            LOG.error("A request failed.", failure);
            if (exchange.getResponseCode() < 0) {
                Answers.problem(exchange, 500, "internal-error", "The twin failed; its log says how.");
            }
        }
    }

    @Override
    public void close() {
        server.stop(GRACE_SECONDS);
        threads.shutdownNow();
        queries.close();
    }
}
