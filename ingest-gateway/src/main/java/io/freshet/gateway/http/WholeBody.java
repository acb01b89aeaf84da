package io.freshet.gateway.http;

import io.freshet.gateway.admission.BodyProof;
import io.freshet.gateway.admission.Decision;
import io.vertx.core.http.HttpMethod;
import org.jboss.logging.Logger;

/**
 * A body that is collected in memory before it is looked at. A short one is read on the event loop; whatever takes longer, because it
 * has to be proved, inflated or read at length, on a worker thread.
 */
final class WholeBody implements BodyCollector.Receiver {
    private static final Logger LOG = Logger.getLogger(WholeBody.class);
    private static final byte[] NOTHING = {};

    private final Call call;

    WholeBody(Call call) {
        this.call = call;
    }

    /** Event loop of the request. */
    void start() {
        if (call.request.method().equals(HttpMethod.GET)) {
            call.request.handler(chunk -> {}).endHandler(end -> received(NOTHING, 0));
        } else {
            new BodyCollector(call.gateway.vertx(), call.request, call.gateway.bodyLimits(), this)
                    .start((int) call.head.length());
        }
        call.request.resume();
    }

    @Override
    public void received(byte[] bytes, int length) {
        call.holds(bytes.length);
        if (length <= call.gateway.inlineBytes() && !Gzip.isGzip(bytes, length)) {
            call.guarded(() -> proved(bytes, length));
        } else {
            call.gateway
                    .vertx()
                    .executeBlocking(
                            () -> {
                                call.guarded(() -> proved(bytes, length));
                                return true;
                            },
                            false);
        }
    }

    @Override
    public void failed(Problem problem) {
        call.refuse(problem);
    }

    @Override
    public void gone() {
        LOG.debugf("A sender went before its body was there. topic=%s", call.name);
    }

    /** What is signed are the bytes as they were sent. */
    private void proved(byte[] bytes, int length) {
        Sender sender = call.sender();
        BodyProof proof = sender == null ? null : sender.proof();
        Decision.Denied denied = proof == null ? null : call.enter(proof.decide(bytes, length));
        if (denied != null) {
            call.finish(() -> call.deny(denied));
        } else if (Gzip.isGzip(bytes, length)) {
            inflate(bytes, length);
        } else {
            new Judging(call, length).read(bytes, length);
        }
    }

    private void inflate(byte[] bytes, int length) {
        switch (Gzip.inflate(bytes, length, call.gateway.bodyLimits())) {
            case Gzip.Inflated(byte[] inflated, int size) -> {
                call.giveBack();
                call.holds(inflated.length);
                new Judging(call, length).read(inflated, size);
            }
            case Gzip.Failed(Problem problem) -> call.finish(() -> call.refuse(problem));
        }
    }
}
