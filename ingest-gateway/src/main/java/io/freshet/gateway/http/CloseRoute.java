package io.freshet.gateway.http;

import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.Scope;
import io.freshet.gateway.catalogue.Lookup;
import io.freshet.gateway.publish.EndOfData;
import io.freshet.gateway.publish.EventSink;
import io.freshet.model.Reason;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** {@code POST /v1/types/{type}/close}: says that the type's data has ended, for now. Called on event loops. */
public final class CloseRoute {
    private static final Logger LOG = Logger.getLogger(CloseRoute.class);
    private static final String PATH = "/v1/types/";
    private static final String END = "/close";
    private static final byte[] NOTHING = {};

    private final Gateway gateway;
    private final EndOfData endOfData;

    public CloseRoute(Gateway gateway, EndOfData endOfData) {
        this.gateway = gateway;
        this.endOfData = endOfData;
    }

    /** Before the events' routes, whose last one answers everything. */
    public void register(Router router) {
        router.route(PATH + "*").handler(this::handle).failureHandler(this::fail);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (!path.startsWith(PATH) || !path.endsWith(END) || path.length() <= PATH.length() + END.length()) {
            refuse(request, Problem.of(Reason.NOT_FOUND, "There is nothing here but /v1/types/{type}/close."));
        } else if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST");
            refuse(request, Problem.of(Reason.METHOD_NOT_ALLOWED, "A type is closed by POST."));
        } else if (hasBody(request)) {
            refuse(request, Problem.of(Reason.BODY_TOO_LARGE, "This request has no body."));
        } else {
            admit(request, path.substring(PATH.length(), path.length() - END.length()));
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    private void admit(HttpServerRequest request, String name) {
        Decision decision = gateway.door().atHead(request, Scope.CLOSE, 0);
        if (decision instanceof Decision.OnProof proof) {
            decision = proof.proof().decide(NOTHING, 0);
        }
        switch (decision) {
            case Decision.Denied denied -> refuse(request, Problem.of(denied));
            case Decision.OnProof never -> refuse(request, Problem.internal());
            case Decision.Admitted admitted -> {
                if (admitted.caller().mayPost(name)) {
                    find(request, name);
                } else {
                    refuse(request, unknown());
                }
            }
        }
    }

    private void find(HttpServerRequest request, String name) {
        if (gateway.catalogue().find(name) != null) {
            prepare(request, name);
            return;
        }
        await(request, gateway.lookups().lookup(name), lookup -> {
            switch (lookup) {
                case Lookup.Served served -> prepare(request, name);
                case Lookup.Unknown unknown -> refuse(request, unknown());
                case Lookup.Unavailable unavailable ->
                    refuse(
                            request,
                            Problem.of(
                                    Reason.REGISTRY_UNAVAILABLE,
                                    "Whether there is such a type cannot be told now; send the same again."));
            }
        });
    }

    private void prepare(HttpServerRequest request, String name) {
        EventSink sink = gateway.underWay().sink();
        if (sink.state(name) == EventSink.State.READY) {
            tell(request, name);
            return;
        }
        await(request, sink.prepare(name), state -> {
            if (state == EventSink.State.READY) {
                tell(request, name);
            } else {
                refuse(request, unavailable());
            }
        });
    }

    private void tell(HttpServerRequest request, String name) {
        Context context = gateway.vertx().getOrCreateContext();
        endOfData
                .tell(name)
                .whenComplete((partitions, failure) -> context.runOnContext(v -> {
                    if (failure == null) {
                        request.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                .end("{\"type\":\"" + name + "\",\"partitions\":" + partitions + "}");
                    } else {
                        LOG.warnf("The end of a type's data could not be told. topic=%s reason=%s", name, failure);
                        refuse(request, unavailable());
                    }
                }));
    }

    private <T> void await(HttpServerRequest request, CompletionStage<T> stage, Consumer<T> next) {
        Context context = gateway.vertx().getOrCreateContext();
        stage.whenComplete((value, failure) -> context.runOnContext(v -> {
            if (failure == null) {
                next.accept(value);
            } else {
                LOG.errorf(failure, "A lookup failed unexpectedly.");
                refuse(request, Problem.internal());
            }
        }));
    }

    private static Problem unknown() {
        return Problem.of(Reason.UNKNOWN_TYPE, "There is no such event type here that can be posted.");
    }

    private static Problem unavailable() {
        return Problem.of(Reason.BROKER_UNAVAILABLE, "The end cannot be made durable now; send the same again.");
    }

    private void refuse(HttpServerRequest request, Problem problem) {
        Reason.ofSlug(problem.slug()).ifPresent(gateway.meters()::refused);
        Reply.refuse(gateway.vertx(), request, problem);
    }

    private void fail(RoutingContext context) {
        LOG.errorf(context.failure(), "A request failed unexpectedly. status=%d", context.statusCode());
        Reply.refuse(gateway.vertx(), context.request(), Problem.internal());
    }
}
