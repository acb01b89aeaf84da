package io.freshet.gateway.http;

import io.freshet.model.Reason;
import io.freshet.model.TypeName;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which path is read in which dialect, and a problem for all that is something else. Called on event loops. */
public final class EventsRoute {
    private static final Logger LOG = Logger.getLogger(EventsRoute.class);
    private static final int NO_CONTENT = 204;
    private static final String EVENTS = "/v1/events";
    private static final String ONE_TYPE = EVENTS + "/";
    private static final String PIXEL = "/v1/pixel/";

    private final Gateway gateway;
    private final Dialects dialects;

    public EventsRoute(Gateway gateway, Dialects dialects) {
        this.gateway = gateway;
        this.dialects = dialects;
    }

    /** One route for all that is sent again and again: each one that is asked whether it fits costs as much as its answer. */
    public void register(Router router) {
        router.route().handler(this::handle).failureHandler(this::fail);
        router.get(OpenApi.PATH).handler(OpenApi::answer).failureHandler(this::fail);
        router.get(SegmentSettings.PATH).handler(SegmentSettings::answer).failureHandler(this::fail);
        router.route().last().handler(this::notFound).failureHandler(this::fail);
    }

    /** Greets first of all, so that pages can read every answer. */
    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        SlowHeads.arrived(request.connection());
        switch (gateway.door().greet(request)) {
            case WELCOME -> dispatch(context, request, request.path());
            case PREFLIGHT -> request.response().setStatusCode(NO_CONTENT).end();
            case FOREIGN_PREFLIGHT ->
                refuse(
                        request,
                        Problem.of(Reason.ORIGIN_NOT_ALLOWED, "Pages of this origin may not send here."),
                        dialects.plain());
        }
    }

    private void dispatch(RoutingContext context, HttpServerRequest request, @Nullable String path) {
        if (path == null) {
            notFound(context);
        } else if (path.startsWith(ONE_TYPE)) {
            own(request, path.substring(ONE_TYPE.length()));
        } else if (path.equals(EVENTS)) {
            own(request, null);
        } else if (path.startsWith(PIXEL)) {
            take(request, dialects.pixel(), RequestHead.of(request), HttpMethod.GET, path.substring(PIXEL.length()));
        } else {
            foreign(context, request, path);
        }
    }

    private void own(HttpServerRequest request, @Nullable String name) {
        RequestHead head = RequestHead.of(request);
        take(request, dialects.of(request, head), head, HttpMethod.POST, name);
    }

    /** Paths of other protocols. */
    private void foreign(RoutingContext context, HttpServerRequest request, String path) {
        Dialect got = dialects.got().get(path);
        Dialect posted = dialects.posted().get(path);
        if (got != null && (posted == null || request.method().equals(HttpMethod.GET))) {
            take(request, got, RequestHead.of(request), HttpMethod.GET, null);
        } else if (posted != null) {
            take(request, posted, RequestHead.of(request), HttpMethod.POST, null);
        } else {
            context.next();
        }
    }

    private void take(
            HttpServerRequest request, Dialect dialect, RequestHead head, HttpMethod method, @Nullable String name) {
        Problem problem = problem(request, head, method, name);
        if (problem != null) {
            refuse(request, problem, dialect);
            return;
        }
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        new Exchange(new Call(gateway, request, dialect, head, name)).start();
    }

    private @Nullable Problem problem(
            HttpServerRequest request, RequestHead head, HttpMethod method, @Nullable String name) {
        if (gateway.leaving().refuses()) {
            return Problem.of(Reason.SHUTTING_DOWN, "This gateway is stopping; send the same again.");
        }
        if (!request.method().equals(method)) {
            request.response().putHeader(HttpHeaders.ALLOW, method.name());
            return Problem.of(
                    Reason.METHOD_NOT_ALLOWED,
                    method.equals(HttpMethod.POST) ? "Events are posted: use POST." : "This is an image: use GET.");
        }
        if (name != null && gateway.catalogue().find(name) == null && !TypeName.isValid(name)) {
            return Problem.of(Reason.INVALID_TYPE_NAME, TypeName.problem(name) + ".");
        }
        return head.problem(request, gateway.bodyLimits().bodyBytes());
    }

    private void notFound(RoutingContext context) {
        Problem problem = Problem.of(Reason.NOT_FOUND, "There is nothing here; events go to /v1/events/{type}.");
        gateway.meters().refused(Reason.NOT_FOUND);
        Reply.refuse(gateway.vertx(), context.request(), problem);
    }

    private void refuse(HttpServerRequest request, Problem problem, Dialect dialect) {
        gateway.meters().refused(Reason.ofSlug(problem.slug()).orElseThrow());
        Reply.refuse(gateway.vertx(), request, dialect.adapt(request, problem));
    }

    private void fail(RoutingContext context) {
        if (context.statusCode() >= 400 && context.statusCode() < 500) {
            // The router itself has no use for the path: it is no path, or is written wrongly.
            notFound(context);
            return;
        }
        LOG.errorf(context.failure(), "A request failed unexpectedly. status=%d", context.statusCode());
        Reply.refuse(gateway.vertx(), context.request(), Problem.internal());
    }
}
