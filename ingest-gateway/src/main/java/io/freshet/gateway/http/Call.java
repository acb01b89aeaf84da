package io.freshet.gateway.http;

import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.door.Visit;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.model.Reason;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request that is dealt with: who sends it, what it is for, what it holds of the memory for bodies, and how it is answered. Any
 * thread, one at a time; what answers runs on the request's event loop.
 */
final class Call {
    private static final Logger LOG = Logger.getLogger(Call.class);

    final Gateway gateway;
    final HttpServerRequest request;
    final Dialect dialect;
    final RequestHead head;
    /** The type that the path names; null where it names none. */
    final @Nullable String name;

    private final Context context;
    private @Nullable Sender sender;
    private @Nullable ServedType type;
    private int held;

    /** Event loop of the request. */
    Call(Gateway gateway, HttpServerRequest request, Dialect dialect, RequestHead head, @Nullable String name) {
        this.gateway = gateway;
        this.request = request;
        this.dialect = dialect;
        this.head = head;
        this.name = name;
        this.context = gateway.vertx().getOrCreateContext();
    }

    Context context() {
        return context;
    }

    /** Null as long as only the body can tell who sends. */
    @Nullable
    Sender sender() {
        return sender;
    }

    Visit visit() {
        return Objects.requireNonNull(Objects.requireNonNull(sender).visit());
    }

    Caller caller() {
        return Objects.requireNonNull(sender).caller();
    }

    /** @return null if the sender is let in, as far as can be told */
    Decision.@Nullable Denied enter(Decision decision) {
        switch (decision) {
            case Decision.Admitted admitted ->
                sender = new Sender(admitted.caller(), gateway.door().visit(request, admitted), null);
            case Decision.OnProof proof -> sender = new Sender(proof.caller(), null, proof.proof());
            case Decision.Denied denied -> {
                return denied;
            }
        }
        return null;
    }

    /** The type that the path names, once it has been found. */
    @Nullable
    ServedType type() {
        return type;
    }

    void found(ServedType served) {
        type = served;
    }

    /** What was taken from the budget of all bodies, instead of what was held before; given back when the call is finished. */
    void holds(int bytes) {
        held = bytes;
    }

    void giveBack() {
        gateway.bodyLimits().all().giveBack(held);
        held = 0;
    }

    Envelopes.Batch envelopes(List<Verdict> verdicts, Instant receivedAt) {
        return gateway.envelopes()
                .batch(
                        verdicts,
                        head.delivery(dialect, gateway.catalogue().rejectedSchemaId(), receivedAt, visit().headers()));
    }

    /** Nothing more is kept of the body; the rest is done on the event loop. Any thread. */
    void finish(Runnable reply) {
        giveBack();
        context.runOnContext(v -> reply.run());
    }

    /** As {@link #refuse}, from any thread. */
    void fail(Reason reason, String detail) {
        finish(() -> refuse(Problem.of(reason, detail)));
    }

    /** Runs what must not fail; what fails nevertheless is a bug of ours. */
    void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading a body failed unexpectedly. topic=%s", name);
            finish(() -> Reply.send(request, Problem.internal()));
        }
    }

    /** Event loop of the request. */
    void deny(Decision.Denied denied) {
        gateway.door().tell(request, denied);
        refuse(Problem.of(denied));
    }

    /** Event loop of the request. */
    void refuse(Problem problem) {
        Reason.ofSlug(problem.slug()).ifPresent(gateway.meters()::refused);
        Problem told = dialect.adapt(request, problem);
        if (problem.status() == Reason.BODY_TOO_LARGE.status() || problem.status() == Reason.BODY_TIMEOUT.status()) {
            Reply.sendAndClose(gateway.vertx(), request, told);
        } else {
            Reply.refuse(gateway.vertx(), request, told);
        }
    }

    /** Whoever replays is told what became of the event, whatever the protocol tells its own senders. Event loop of the request. */
    void answer(Answer answer) {
        visit().takeLeave();
        if (head.replay() == null) {
            dialect.answer(request, answer);
        } else {
            Reply.send(request, answer);
        }
    }

    /** Holds the request's body back until the stage has its value, and goes on on the event loop of the request. */
    <T> void await(CompletionStage<T> stage, Consumer<T> next) {
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
