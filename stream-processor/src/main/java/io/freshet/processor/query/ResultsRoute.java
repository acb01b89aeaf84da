package io.freshet.processor.query;

import io.freshet.model.Reason;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.query.ResultQuery.BadQueryException;
import io.freshet.processor.topology.ServedResults;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.jboss.logging.Logger;

/**
 * {@code GET /v1/results/{job}?key=…&from=…&to=…&limit=…&cursor=…} and {@code GET /v1/results/{job}/updates?key=…}. Called on
 * event loops.
 */
public final class ResultsRoute {
    private static final Logger LOG = Logger.getLogger(ResultsRoute.class);
    private static final String PATH = "/v1/results/";
    /** Queries read from disk: more at once than this are sent away. */
    private static final int MAX_QUERIES = 64;

    private final RunningJobs jobs;
    private final ResultFinder finder;
    private final UpdateStreams updates;
    private int underWay;

    /** @param self under which address the group knows this instance */
    public ResultsRoute(Vertx vertx, RunningJobs jobs, ResultRows rows, ResultHub hub, HostInfo self) {
        Peers peers = new Peers(vertx);
        this.jobs = jobs;
        this.finder = new ResultFinder(vertx, new LocalResults(rows), peers, self);
        this.updates = new UpdateStreams(vertx, hub, finder, peers);
    }

    public void register(Router router) {
        router.route(PATH + "*").handler(this::handle).failureHandler(this::fail);
    }

    private void handle(RoutingContext context) {
        String path = context.request().path();
        String[] parts = path.startsWith(PATH) ? path.substring(PATH.length()).split("/", -1) : new String[0];
        boolean stream = parts.length == 2 && parts[1].equals("updates");
        if (!context.request().method().equals(HttpMethod.GET)) {
            context.response().putHeader(HttpHeaders.ALLOW, "GET");
            refuse(context, new Problem(Reason.METHOD_NOT_ALLOWED, "Results are read: use GET."));
        } else if ((parts.length == 1 || stream) && jobs.isDeclared(parts[0])) {
            answer(context, parts[0], stream);
        } else {
            refuse(
                    context,
                    new Problem(
                            Reason.NOT_FOUND,
                            "There is no such job here; results are at /v1/results/{job} and /v1/results/{job}/updates."));
        }
    }

    private void answer(RoutingContext context, String name, boolean stream) {
        Optional<RunningJob> job = jobs.find(name);
        if (job.isEmpty()) {
            refuse(context, new Problem(Reason.RESULTS_UNAVAILABLE, "The job is not running yet."));
            return;
        }
        JobPlan plan = job.get().plan();
        if (!ServedResults.serves(plan)) {
            refuse(context, new Problem(Reason.NOT_FOUND, "This job's results have no keys; read its topic."));
            return;
        }
        try {
            ResultQuery query = ResultQuery.of(context.queryParams().names(), context.queryParams()::get);
            if (stream) {
                updates.open(context, job.get(), query.key(), problem -> refuse(context, problem));
            } else {
                page(context, job.get(), query);
            }
        } catch (BadQueryException e) {
            refuse(context, e.problem());
        }
    }

    private void page(RoutingContext context, RunningJob job, ResultQuery query) {
        if (!take()) {
            refuse(context, new Problem(Reason.OVERLOADED, "Too many queries at once; ask again in a moment."));
            return;
        }
        boolean forwarded = context.request().headers().contains(Peers.FORWARDED);
        finder.find(job, query, forwarded, context.request().uri()).onComplete(found -> {
            giveBack();
            if (found.succeeded()) {
                send(context, job.plan().name(), found.result());
            } else {
                refuse(context, problem(found.cause()));
            }
        });
    }

    /** What is asked for could not be had now; anything else is a bug of ours. */
    static Problem problem(Throwable why) {
        if (!(why instanceof ResultFinder.NotHereException)) {
            LOG.warnf("Results could not be read. reason=%s", why);
        }
        return new Problem(
                Reason.RESULTS_UNAVAILABLE,
                why instanceof ResultFinder.NotHereException
                        ? String.valueOf(why.getMessage())
                        : "The results cannot be read now; ask again in a moment.");
    }

    private void send(RoutingContext context, String job, Page page) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains(Peers.NDJSON)) {
            if (page.next() != null) {
                response.putHeader(Peers.NEXT, page.next());
            }
            response.putHeader(Peers.TRUNCATED, Boolean.toString(page.truncated()))
                    .putHeader(HttpHeaders.CONTENT_TYPE, Peers.NDJSON)
                    .end(page.ndjson());
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(page.json(job));
        }
    }

    private static void refuse(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (problem.isPassing()) {
            response.putHeader("Retry-After", Integer.toString(Problem.RETRY_AFTER));
        }
        response.setStatusCode(problem.reason().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
                .end(problem.json());
    }

    private void fail(RoutingContext context) {
        LOG.errorf(context.failure(), "A query failed unexpectedly. status=%d", context.statusCode());
        refuse(context, new Problem(Reason.RESULTS_UNAVAILABLE, "The results cannot be read now."));
    }

    private synchronized boolean take() {
        if (underWay >= MAX_QUERIES) {
            return false;
        }
        underWay++;
        return true;
    }

    private synchronized void giveBack() {
        underWay--;
    }
}
