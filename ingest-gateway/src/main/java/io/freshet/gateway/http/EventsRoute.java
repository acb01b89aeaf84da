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

/** {@code POST /v1/events/{type}}, and a problem for all that is something else. Called on event loops. */
public final class EventsRoute {
    private static final Logger LOG = Logger.getLogger(EventsRoute.class);
    private static final String PATH = "/v1/events/";

    private final Gateway gateway;

    public EventsRoute(Gateway gateway) {
        this.gateway = gateway;
    }

    public void register(Router router) {
        router.route(PATH + "*").handler(this::handle).failureHandler(this::fail);
        router.route().last().handler(this::notFound).failureHandler(this::fail);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        RequestHead head = RequestHead.of(request);
        String path = request.path();
        if (!path.startsWith(PATH)) {
            notFound(context);
            return;
        }
        String name = path.substring(PATH.length());
        Problem problem = problem(request, head, name);
        if (problem != null) {
            refuse(request, problem);
            return;
        }
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        new EventPost(gateway, request, head, name).start();
    }

    private @Nullable Problem problem(HttpServerRequest request, RequestHead head, String name) {
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST");
            return Problem.of(Reason.METHOD_NOT_ALLOWED, "Events are posted: use POST.");
        }
        if (gateway.catalogue().find(name) == null && !TypeName.isValid(name)) {
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
