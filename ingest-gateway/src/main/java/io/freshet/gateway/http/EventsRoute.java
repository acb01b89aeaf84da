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

    private final Gateway gateway;
    private final Dialects dialects;

    public EventsRoute(Gateway gateway, Dialects dialects) {
        this.gateway = gateway;
        this.dialects = dialects;
    }

    public void register(Router router) {
        router.route(EVENTS).handler(context -> post(context, null)).failureHandler(this::fail);
        router.route().handler(this::greet).failureHandler(this::fail);
        router.route(ONE_TYPE + "*").handler(this::oneType).failureHandler(this::fail);
        router.route().last().handler(this::notFound).failureHandler(this::fail);
    }

    /** First of all, so that pages can read every answer. */
    private void greet(RoutingContext context) {
        SlowHeads.arrived(context.request().connection());
        switch (gateway.door().greet(context.request())) {
            case WELCOME -> context.next();
            case PREFLIGHT -> context.response().setStatusCode(NO_CONTENT).end();
            case FOREIGN_PREFLIGHT ->
                refuse(
                        context.request(),
                        Problem.of(Reason.ORIGIN_NOT_ALLOWED, "Pages of this origin may not send here."));
        }
    }

    private void oneType(RoutingContext context) {
        String path = context.request().path();
        if (!path.startsWith(ONE_TYPE)) {
            notFound(context);
            return;
        }
        post(context, path.substring(ONE_TYPE.length()));
    }

    private void post(RoutingContext context, @Nullable String name) {
        HttpServerRequest request = context.request();
        RequestHead head = RequestHead.of(request);
        Dialect dialect = dialects.of(request, head);
        Problem problem = problem(request, head, name);
        if (problem != null) {
            refuse(request, problem);
            return;
        }
        start(request, dialect, head, name);
    }

    private void start(HttpServerRequest request, Dialect dialect, RequestHead head, @Nullable String name) {
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        new Exchange(gateway, request, dialect, head, name).start();
    }

    private @Nullable Problem problem(HttpServerRequest request, RequestHead head, @Nullable String name) {
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST");
            return Problem.of(Reason.METHOD_NOT_ALLOWED, "Events are posted: use POST.");
        }
        if (name != null && gateway.catalogue().find(name) == null && !TypeName.isValid(name)) {
            return Problem.of(Reason.INVALID_TYPE_NAME, TypeName.problem(name) + ".");
        }
        return head.problem(request, gateway.bodyLimits().bodyBytes());
    }

    private void notFound(RoutingContext context) {
        refuse(
                context.request(),
                Problem.of(Reason.NOT_FOUND, "There is nothing here; events go to /v1/events/{type}."));
    }

    private void refuse(HttpServerRequest request, Problem problem) {
        gateway.meters().refused(Reason.ofSlug(problem.slug()).orElseThrow());
        Reply.refuse(gateway.vertx(), request, problem);
    }

    private void fail(RoutingContext context) {
        LOG.errorf(context.failure(), "A request failed unexpectedly. status=%d", context.statusCode());
        Reply.refuse(gateway.vertx(), context.request(), Problem.internal());
    }
}
