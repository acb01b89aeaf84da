package io.freshet.processor.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.TestJobs;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is answered when there is nothing to answer with. */
@SuppressWarnings("NullAway.Init")
class ResultsRouteTest {
    private static final Map<String, JobPlan> RUNNING = Map.of(
            "fraud-alerts", TestJobs.shipped("fraud-alerts"),
            "user-activity-unique", TestJobs.shipped("user-activity-unique"));

    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        ResultRows rows = new ResultRows(id -> Optional.empty());
        RunningJobs jobs = new RunningJobs() {
            @Override
            public boolean isDeclared(String name) {
                return RUNNING.containsKey(name) || name.equals("waiting");
            }

            @Override
            public Optional<RunningJob> find(String name) {
                return Optional.ofNullable(RUNNING.get(name)).map(plan -> new RunningJob(plan, null));
            }
        };
        new ResultsRoute(vertx, jobs, rows, new ResultHub(rows), new HostInfo("127.0.0.1", 1)).register(router);
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertThat(get("/v1/results/nothing?key=a").statusCode()).isEqualTo(404);
        assertThat(get("/v1/results/fraud-alerts/more").statusCode()).isEqualTo(404);
        assertThat(get("/v1/results/user-activity-unique?key=a").body()).contains("no keys");
    }

    @Test
    void aJobThatIsNotRunningMayBeInAMoment() throws Exception {
        HttpResponse<String> answer = get("/v1/results/waiting?key=a");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).contains("results-unavailable");
    }

    @Test
    void whatCannotBeReadNowIsNoServerError() throws Exception {
        assertThat(get("/v1/results/fraud-alerts?key=a").statusCode()).isEqualTo(503);
        assertThat(get("/v1/results/fraud-alerts/updates?key=a").statusCode()).isEqualTo(503);
    }

    @Test
    void aWrongQuestionIsTold() throws Exception {
        HttpResponse<String> answer = get("/v1/results/fraud-alerts?key=a&from=yesterday");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid-query").contains("from must be a time");
    }

    @Test
    void resultsAreOnlyRead() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/v1/results/fraud-alerts")).POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
