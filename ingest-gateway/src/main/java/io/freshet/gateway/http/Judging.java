package io.freshet.gateway.http;

import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.Scope;
import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.door.Wishes;
import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Reading;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.model.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the events of a body that is there as a whole judged, hands them over, and answers when all are settled. On whatever thread the body
 * is read; the last record is settled by the sink's.
 */
final class Judging {
    private final Call call;
    private final int sent;
    private final Instant receivedAt;

    /** @param sent bytes that were sent for the events, which may be fewer than they have */
    Judging(Call call, int sent) {
        this.call = call;
        this.sent = sent;
        this.receivedAt = call.gateway.clock().instant();
    }

    /** Takes time in proportion to the body. */
    void read(byte[] bytes, int length) {
        Body body = new Body(bytes, length, call.head.lines());
        ServedType type = call.type();
        if (type == null
                || !call.dialect.isPlain(call.head, body)
                || call.visit().wishes() != null) {
            decode(body);
            return;
        }
        switch (call.gateway.intake().read(body, type.transcoder())) {
            case Reading.Refused refused -> call.fail(refused.reason(), refused.detail());
            case Reading.Events events -> handOver(events.verdicts());
        }
    }

    private void decode(Body body) {
        Sender sender = call.sender();
        Arrival arrival = new Arrival(
                call.name,
                call.type(),
                body,
                call.head.contentType(),
                call.request.headers(),
                call.request.query(),
                receivedAt,
                sender == null ? null : sender.visit());
        switch (call.dialect.decode(arrival)) {
            case Decoded.Refused refused -> call.fail(refused.reason(), refused.detail());
            case Decoded.Items items -> {
                Decision.Denied denied = sender == null ? enter(items) : null;
                if (denied != null) {
                    call.finish(() -> call.deny(denied));
                    return;
                }
                new TypesOfRequest(call.gateway, call.caller())
                        .verdicts(
                                Wishes.heeded(items.items(), call.visit()),
                                verdicts -> call.guarded(() -> handOver(verdicts.get())));
            }
        }
    }

    /** Where the body may say by itself who sends. */
    private Decision.@Nullable Denied enter(Decoded.Items items) {
        String key = items.key();
        return call.enter(
                key == null
                        ? call.gateway.door().atHead(call.request, Scope.WRITE, sent)
                        : call.gateway.door().withKey(call.request, key, Scope.WRITE, sent));
    }

    private void handOver(List<Verdict> verdicts) {
        long start = System.nanoTime();
        Envelopes.Batch batch = call.envelopes(verdicts, receivedAt);
        call.visit().charge(verdicts.size(), sent);
        if (batch.bytes() > call.gateway.underWay().bytes().limit()) {
            // Not overload: there will never be room for it.
            call.fail(Reason.BODY_TOO_LARGE, "The events of this request are too much at once; send fewer at a time.");
            return;
        }
        new HandOver(call.gateway.underWay(), batch)
                .run(settled -> call.finish(() -> {
                    Answer answer = settled.get();
                    call.gateway
                            .meters()
                            .answered(call.dialect.protocol(), verdicts, sent, System.nanoTime() - start, answer);
                    call.answer(answer);
                }));
    }
}
