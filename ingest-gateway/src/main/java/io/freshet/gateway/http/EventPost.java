package io.freshet.gateway.http;

import io.freshet.gateway.catalogue.Lookup;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Reading;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.EventSink;
import io.freshet.model.Reason;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request.
 *
 * <pre>
 *   look up type ──▶ collect body ──▶ read events ──▶ hand over ──▶ all settled ──▶ answer
 *        │                │               │
 *        └────────────────┴───────────────┴──▶ problem
 * </pre>
 *
 * Begins on the request's event loop. A long body is read on a worker thread, and the last record is settled by the sink's thread;
 * the answer is sent on the event loop again.
 */
final class EventPost implements BodyCollector.Receiver {
    private static final Logger LOG = Logger.getLogger(EventPost.class);

    private final Gateway gateway;
    private final HttpServerRequest request;
    private final RequestHead head;
    private final String name;
    private final Context context;
    private @Nullable ServedType type;

    EventPost(Gateway gateway, HttpServerRequest request, RequestHead head, String name) {
        this.gateway = gateway;
        this.request = request;
        this.head = head;
        this.name = name;
        this.context = gateway.vertx().getOrCreateContext();
    }

    void start() {
        type = gateway.catalogue().find(name);
        if (type != null) {
            prepared(gateway.underWay().sink().state(name));
        } else {
            await(gateway.lookups().lookup(name), this::lookedUp);
        }
    }

    private void lookedUp(Lookup lookup) {
        switch (lookup) {
            case Lookup.Served(ServedType found) -> {
                type = found;
                prepared(gateway.underWay().sink().state(name));
            }
            case Lookup.Unknown ignored ->
                failed(Problem.of(Reason.UNKNOWN_TYPE, "There is no such event type here that can be posted."));
            case Lookup.Unavailable ignored ->
                failed(Problem.of(
                        Reason.REGISTRY_UNAVAILABLE,
                        "Whether there is such a type cannot be told now; send the same again."));
        }
    }

    private void prepared(EventSink.State state) {
        switch (state) {
            case READY -> {
                new BodyCollector(gateway.vertx(), request, gateway.bodyLimits(), this).start((int) head.length());
                request.resume();
            }
            case PREPARING -> await(gateway.underWay().sink().prepare(name), this::preparedAtLast);
            case UNAVAILABLE -> unavailable();
        }
    }

    private void preparedAtLast(EventSink.State state) {
        if (state == EventSink.State.READY) {
            prepared(state);
        } else {
            unavailable();
        }
    }

    private void unavailable() {
        failed(Problem.of(Reason.BROKER_UNAVAILABLE, "Events cannot be made durable now; send the same again."));
    }

    @Override
    public void received(byte[] bytes, int length) {
        if (length <= gateway.inlineBytes()) {
            read(bytes, length);
        } else {
            gateway.vertx()
                    .executeBlocking(
                            () -> {
                                read(bytes, length);
                                return true;
                            },
                            false);
        }
    }

    @Override
    public void failed(Problem problem) {
        Reason.ofSlug(problem.slug()).ifPresent(gateway.meters()::refused);
        if (problem.status() == Reason.BODY_TOO_LARGE.status() || problem.status() == Reason.BODY_TIMEOUT.status()) {
            Reply.sendAndClose(gateway.vertx(), request, problem);
        } else {
            Reply.refuse(gateway.vertx(), request, problem);
        }
    }

    @Override
    public void gone() {
        LOG.debugf("A sender went before its body was there. topic=%s", name);
    }

    /** Event loop or worker thread. */
    private void read(byte[] bytes, int length) {
        try {
            ServedType served = Objects.requireNonNull(type);
            Body body = new Body(bytes, length, head.lines());
            switch (gateway.intake().read(body, served.transcoder())) {
                case Reading.Refused refused ->
                    finish(bytes.length, () -> failed(Problem.of(refused.reason(), refused.detail())));
                case Reading.Events events -> handOver(events, served, body);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading a body failed unexpectedly. topic=%s", name);
            finish(bytes.length, () -> Reply.send(request, Problem.internal()));
        }
    }

    private void handOver(Reading.Events events, ServedType served, Body body) {
        long start = System.nanoTime();
        Envelopes.Batch batch = gateway.envelopes()
                .batch(
                        events.verdicts(),
                        new Envelopes.Delivery(
                                served.type(),
                                body,
                                head.contentType(),
                                gateway.catalogue().rejectedSchemaId(),
                                gateway.clock().instant()));
        int held = body.bytes().length;
        if (batch.bytes() > gateway.underWay().bytes().limit()) {
            // Not overload: there will never be room for it.
            finish(
                    held,
                    () -> failed(Problem.of(
                            Reason.BODY_TOO_LARGE,
                            "The events of this request are too much at once; send fewer at a time.")));
            return;
        }
        new HandOver(gateway.underWay(), batch)
                .run(settled -> finish(held, () -> {
                    Answer answer = settled.get();
                    gateway.meters().answered(name, body.length(), System.nanoTime() - start, answer);
                    Reply.send(request, answer);
                }));
    }

    private void finish(int held, Runnable reply) {
        gateway.bodyLimits().all().giveBack(held);
        context.runOnContext(v -> reply.run());
    }

    /** Holds the request's body back until the stage has its value. */
    private <T> void await(CompletionStage<T> stage, Consumer<T> next) {
        request.pause();
        stage.whenComplete((value, failure) -> context.runOnContext(v -> {
            if (failure == null) {
                next.accept(value);
            } else {
                LOG.errorf(failure, "A lookup failed unexpectedly. topic=%s", name);
                Reply.refuse(gateway.vertx(), request, Problem.internal());
            }
        }));
    }
}
