package io.freshet.gateway.http;

import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.Scope;
import io.freshet.gateway.catalogue.Lookup;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.door.Visit;
import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Reading;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.StreamAnswer;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.gateway.publish.EventSink;
import io.freshet.model.Reason;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request.
 *
 * <pre>
 *   admit ──▶ look up type ──▶ collect body ──▶ inflate ──▶ decode ──▶ verdict per event ──▶ hand over ──▶ all settled ──▶ answer
 *     │            │                │              │           │
 *     └────────────┴────────────────┴──────────────┴───────────┴──▶ problem
 * </pre>
 *
 * Where the path names no type, types are looked up behind the decoding instead, those of all events at once. Begins on the request's
 * event loop. A long or compressed body is read on a worker thread, and the last record is settled by the sink's thread; the answer is
 * sent on the event loop again.
 */
final class Exchange implements BodyCollector.Receiver {
    private static final Logger LOG = Logger.getLogger(Exchange.class);

    private final Gateway gateway;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private final RequestHead head;
    private final @Nullable String name;
    private final Context context;
    private @Nullable Sender sender;
    private @Nullable ServedType type;
    /** Taken from the budget of all bodies. */
    private int held;

    Exchange(Gateway gateway, HttpServerRequest request, Dialect dialect, RequestHead head, @Nullable String name) {
        this.gateway = gateway;
        this.request = request;
        this.dialect = dialect;
        this.head = head;
        this.name = name;
        this.context = gateway.vertx().getOrCreateContext();
    }

    void start() {
        if (dialect.hasKeyInBody() && !gateway.door().showsCredentials(request)) {
            collect();
        } else if (enter(gateway.door().atHead(request, Scope.WRITE, head.length()))) {
            findType();
        }
    }

    /** @return whether the sender is let in, as far as can be told; else it has been told so */
    private boolean enter(Decision decision) {
        switch (decision) {
            case Decision.Admitted admitted ->
                sender = new Sender(admitted.caller(), gateway.door().visit(request, admitted), null);
            case Decision.OnProof proof -> sender = new Sender(proof.caller(), null, proof.proof());
            case Decision.Denied denied -> {
                deny(denied);
                return false;
            }
        }
        return true;
    }

    private void deny(Decision.Denied denied) {
        gateway.door().tell(request, denied);
        failed(Problem.of(denied));
    }

    private void findType() {
        if (name == null) {
            collect();
        } else if (!caller().mayPost(name)) {
            failed(unknownType());
        } else {
            type = gateway.catalogue().find(name);
            if (type != null) {
                prepared(gateway.underWay().sink().state(name));
            } else {
                await(gateway.lookups().lookup(name), this::lookedUp);
            }
        }
    }

    private void lookedUp(Lookup lookup) {
        switch (lookup) {
            case Lookup.Served(ServedType found) -> {
                type = found;
                prepared(gateway.underWay().sink().state(found.name()));
            }
            case Lookup.Unknown ignored -> failed(unknownType());
            case Lookup.Unavailable ignored ->
                failed(Problem.of(
                        Reason.REGISTRY_UNAVAILABLE,
                        "Whether there is such a type cannot be told now; send the same again."));
        }
    }

    private void prepared(EventSink.State state) {
        switch (state) {
            case READY -> collect();
            case PREPARING ->
                await(
                        gateway.underWay()
                                .sink()
                                .prepare(Objects.requireNonNull(type).name()),
                        this::preparedAtLast);
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

    private void collect() {
        if (gateway.underWay().pacing().isTight()) {
            await(gateway.underWay().pacing().relief(), relieved -> collectNow());
        } else {
            collectNow();
        }
    }

    private void collectNow() {
        if (isStream()) {
            stream();
            return;
        }
        if (request.method().equals(HttpMethod.GET)) {
            request.handler(chunk -> {}).endHandler(end -> received(new byte[0], 0));
        } else {
            new BodyCollector(gateway.vertx(), request, gateway.bodyLimits(), this).start((int) head.length());
        }
        request.resume();
    }

    /** Lines of which it is not known that they fit into memory; what is signed is signed as a whole. */
    private boolean isStream() {
        return head.lines()
                && dialect.protocol().equals(NativeDialect.PROTOCOL)
                && (head.length() < 0 || head.length() > gateway.bodyLimits().bodyBytes())
                && sender != null
                && sender.proof() == null;
    }

    private void stream() {
        int memory = LineStream.PIECE + RequestStream.HIGH;
        if (!gateway.bodyLimits().all().tryTake(memory)) {
            failed(Problem.of(Reason.OVERLOADED, "The gateway is reading as much as it may; send the same again."));
            return;
        }
        held = memory;
        RequestStream body =
                new RequestStream(request, context, gateway.bodyLimits().timeoutMillis());
        request.resume();
        Thread.ofVirtual()
                .name("lines")
                .start(new LineStream(
                        body,
                        this::piece,
                        new StreamAnswer(gateway.intake().most()),
                        answer -> finish(() -> {
                            visit().takeLeave();
                            Reply.send(gateway.vertx(), request, answer);
                        }),
                        this::giveBack));
    }

    /** Some lines of a stream; the stage completes when each of their events is settled. Any thread. */
    private CompletionStage<Answer> piece(Body lines) {
        CompletableFuture<Answer> settled = new CompletableFuture<>();
        Instant now = gateway.clock().instant();
        Consumer<Supplier<List<Verdict>>> handOver = verdicts -> {
            try {
                List<Verdict> each = verdicts.get();
                Envelopes.Batch batch = gateway.envelopes()
                        .batch(
                                each,
                                head.delivery(dialect, gateway.catalogue().rejectedSchemaId(), now, visit().headers()));
                visit().charge(batch.events().size(), lines.length());
                long start = System.nanoTime();
                new HandOver(gateway.underWay(), batch).run(all -> {
                    Answer answer = all.get();
                    gateway.meters()
                            .answered(dialect.protocol(), each, lines.length(), System.nanoTime() - start, answer);
                    settled.complete(answer);
                });
            } catch (RuntimeException e) {
                settled.completeExceptionally(e);
            }
        };
        if (type != null && visit().wishes() == null) {
            handOver.accept(() -> gateway.intake().readLines(lines, type.transcoder()));
        } else {
            Decoded decoded = dialect.decode(new Arrival(
                    name, type, lines, head.contentType(), request.headers(), request.query(), now, visit()));
            if (decoded instanceof Decoded.Items items) {
                new TypesOfRequest(gateway, caller()).verdicts(Wishes.heeded(items.items(), visit()), handOver);
            } else if (decoded instanceof Decoded.Refused refused && refused.reason() != Reason.EMPTY_BODY) {
                // Lines that nobody judged must not pass for lines that are done.
                settled.completeExceptionally(new IllegalStateException(refused.detail()));
            } else {
                settled.complete(Answer.of(List.of()));
            }
        }
        return settled;
    }

    @Override
    public void received(byte[] bytes, int length) {
        held = bytes.length;
        if (sender != null && sender.proof() != null && !enter(sender.proof().decide(bytes, length))) {
            giveBack();
        } else if (length <= gateway.inlineBytes() && !Gzip.isGzip(bytes, length)) {
            read(bytes, length, length);
        } else {
            gateway.vertx()
                    .executeBlocking(
                            () -> {
                                readInflated(bytes, length);
                                return true;
                            },
                            false);
        }
    }

    @Override
    public void failed(Problem problem) {
        Reason.ofSlug(problem.slug()).ifPresent(gateway.meters()::refused);
        Problem told = dialect.adapt(request, problem);
        if (problem.status() == Reason.BODY_TOO_LARGE.status() || problem.status() == Reason.BODY_TIMEOUT.status()) {
            Reply.sendAndClose(gateway.vertx(), request, told);
        } else {
            Reply.refuse(gateway.vertx(), request, told);
        }
    }

    @Override
    public void gone() {
        LOG.debugf("A sender went before its body was there. topic=%s", name);
    }

    /** Worker thread. */
    private void readInflated(byte[] bytes, int length) {
        if (!Gzip.isGzip(bytes, length)) {
            read(bytes, length, length);
            return;
        }
        switch (Gzip.inflate(bytes, length, gateway.bodyLimits())) {
            case Gzip.Inflated(byte[] inflated, int size) -> {
                gateway.bodyLimits().all().giveBack(held);
                held = inflated.length;
                read(inflated, size, length);
            }
            case Gzip.Failed(Problem problem) -> finish(() -> failed(problem));
        }
    }

    /**
     * Event loop or worker thread.
     *
     * @param sent how many bytes were sent for these
     */
    private void read(byte[] bytes, int length, int sent) {
        Body body = new Body(bytes, length, head.lines());
        Instant now = gateway.clock().instant();
        guarded(() -> {
            if (type != null && dialect.isPlain(head, body) && visit().wishes() == null) {
                switch (gateway.intake().read(body, type.transcoder())) {
                    case Reading.Refused refused ->
                        finish(() -> failed(Problem.of(refused.reason(), refused.detail())));
                    case Reading.Events events -> handOver(events.verdicts(), sent, now);
                }
            } else {
                decode(
                        new Arrival(
                                name,
                                type,
                                body,
                                head.contentType(),
                                request.headers(),
                                request.query(),
                                now,
                                sender == null ? null : sender.visit()),
                        sent);
            }
        });
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading a body failed unexpectedly. topic=%s", name);
            finish(() -> Reply.send(request, Problem.internal()));
        }
    }

    private void decode(Arrival arrival, int sent) {
        switch (dialect.decode(arrival)) {
            case Decoded.Refused refused -> finish(() -> failed(Problem.of(refused.reason(), refused.detail())));
            case Decoded.Items items -> {
                if (sender == null) {
                    String key = items.key();
                    Decision decision = key == null
                            ? gateway.door().atHead(request, Scope.WRITE, sent)
                            : gateway.door().withKey(request, key, Scope.WRITE, sent);
                    if (decision instanceof Decision.Denied denied) {
                        finish(() -> deny(denied));
                        return;
                    }
                    enter(decision);
                }
                new TypesOfRequest(gateway, caller())
                        .verdicts(
                                Wishes.heeded(items.items(), visit()),
                                verdicts -> guarded(() -> handOver(verdicts.get(), sent, arrival.receivedAt())));
            }
        }
    }

    private void handOver(List<Verdict> verdicts, int sent, Instant receivedAt) {
        long start = System.nanoTime();
        Envelopes.Batch batch = gateway.envelopes()
                .batch(
                        verdicts,
                        head.delivery(dialect, gateway.catalogue().rejectedSchemaId(), receivedAt, visit().headers()));
        visit().charge(verdicts.size(), sent);
        if (batch.bytes() > gateway.underWay().bytes().limit()) {
            // Not overload: there will never be room for it.
            finish(() -> failed(Problem.of(
                    Reason.BODY_TOO_LARGE, "The events of this request are too much at once; send fewer at a time.")));
            return;
        }
        new HandOver(gateway.underWay(), batch)
                .run(settled -> finish(() -> {
                    Answer answer = settled.get();
                    gateway.meters().answered(dialect.protocol(), verdicts, sent, System.nanoTime() - start, answer);
                    visit().takeLeave();
                    answer(answer);
                }));
    }

    /** Whoever replays is told what became of the event, whatever the protocol tells its own senders. */
    private void answer(Answer answer) {
        if (head.replay() == null) {
            dialect.answer(request, answer);
        } else {
            Reply.send(request, answer);
        }
    }

    private Visit visit() {
        return Objects.requireNonNull(Objects.requireNonNull(sender).visit());
    }

    private Caller caller() {
        return Objects.requireNonNull(sender).caller();
    }

    private Problem unknownType() {
        return UnknownType.problem(gateway.catalogue(), caller());
    }

    private void giveBack() {
        gateway.bodyLimits().all().giveBack(held);
        held = 0;
    }

    private void finish(Runnable reply) {
        giveBack();
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
