package io.freshet.benchmarks.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;

/** The least an HTTP server on Vert.x can do: reads the body, throws it away and answers 204. As many event loops as the gateway has. */
public final class BareServer {
    private static final int NO_CONTENT = 204;

    private BareServer() {}

    /** @param arguments the port and the number of event loops */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int loops = Integer.parseInt(arguments[1]);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        for (int i = 0; i < loops; i++) {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                    .requestHandler(request -> request.endHandler(
                            end -> request.response().setStatusCode(NO_CONTENT).end()))
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
