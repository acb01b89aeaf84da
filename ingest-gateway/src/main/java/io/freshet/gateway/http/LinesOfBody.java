package io.freshet.gateway.http;

import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.door.Wishes;
import io.freshet.gateway.intake.Body;
import io.freshet.gateway.intake.Decoded;
import io.freshet.gateway.intake.Verdict;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.StreamAnswer;
import io.freshet.gateway.publish.Envelopes;
import io.freshet.model.Reason;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A body of which it is not known that it fits into memory: its lines are judged and handed over piece by piece as they come. */
final class LinesOfBody {
    private final Call call;

    LinesOfBody(Call call) {
        this.call = call;
    }

    /** What is signed is signed as a whole, so it is collected. */
    static boolean isStream(Call call) {
        long length = call.head.length();
        Sender sender = call.sender();
        return call.head.lines()
                && (length < 0 || length > call.gateway.bodyLimits().bodyBytes())
                && call.dialect.protocol().equals(NativeDialect.PROTOCOL)
                && sender != null
                && sender.proof() == null;
    }

    /** Event loop of the request. */
    void start() {
        int memory = LineStream.PIECE + RequestStream.HIGH;
        if (!call.gateway.bodyLimits().all().tryTake(memory)) {
            call.refuse(
                    Problem.of(Reason.OVERLOADED, "The gateway is reading as much as it may; send the same again."));
            return;
        }
        call.holds(memory);
        RequestStream body = new RequestStream(
                call.request, call.context(), call.gateway.bodyLimits().timeoutMillis());
        call.request.resume();
        StreamAnswer answer = new StreamAnswer(call.gateway.intake().most());
        Thread.ofVirtual()
                .name("lines")
                .start(new LineStream(
                        body, call.gateway.intake().most(), this::piece, answer, this::answer, call::giveBack));
    }

    private void answer(StreamAnswer answer) {
        call.finish(() -> {
            call.visit().takeLeave();
            Reply.send(call.gateway.vertx(), call.request, answer);
        });
    }

    /** The stage completes when each event of these lines is settled, or fails: then nobody has judged them. Any thread. */
    private CompletionStage<Answer> piece(Body lines) {
        Piece piece = new Piece(lines.length());
        ServedType type = call.type();
        if (type != null && call.visit().wishes() == null) {
            piece.handOver(call.gateway.intake().readLines(lines, type.transcoder()));
            return piece.settled;
        }
        switch (call.dialect.decode(arrival(lines, piece.receivedAt))) {
            case Decoded.Items items ->
                new TypesOfRequest(call.gateway, call.caller())
                        .verdicts(
                                Wishes.heeded(items.items(), call.visit()),
                                verdicts -> piece.guarded(() -> piece.handOver(verdicts.get())));
            case Decoded.Refused refused -> piece.refused(refused);
        }
        return piece.settled;
    }

    private Arrival arrival(Body lines, Instant receivedAt) {
        return new Arrival(
                call.name,
                call.type(),
                lines,
                call.head.contentType(),
                call.request.headers(),
                call.request.query(),
                receivedAt,
                call.visit());
    }

    /** Some lines, and what becomes of them. */
    private final class Piece {
        private final CompletableFuture<Answer> settled = new CompletableFuture<>();
        private final Instant receivedAt = call.gateway.clock().instant();
        private final int bytes;

        Piece(int bytes) {
            this.bytes = bytes;
        }

        /** Lines that nobody judged must not pass for lines that are done; blank ones are nothing. */
        void refused(Decoded.Refused refused) {
            if (refused.reason() == Reason.EMPTY_BODY) {
                settled.complete(Answer.of(List.of()));
            } else {
                settled.completeExceptionally(new LineStream.Refused(refused.reason()));
            }
        }

        void guarded(Runnable work) {
            try {
                work.run();
            } catch (RuntimeException e) {
                settled.completeExceptionally(e);
            }
        }

        void handOver(List<Verdict> verdicts) {
            if (verdicts.isEmpty()) {
                settled.complete(Answer.of(List.of()));
                return;
            }
            Envelopes.Batch batch = call.envelopes(verdicts, receivedAt);
            call.visit().charge(batch.events().size(), bytes);
            long start = System.nanoTime();
            new HandOver(call.gateway.underWay(), batch)
                    .run(all -> guarded(() -> {
                        Answer answer = all.get();
                        call.gateway
                                .meters()
                                .answered(call.dialect.protocol(), verdicts, bytes, System.nanoTime() - start, answer);
                        settled.complete(answer);
                    }));
        }
    }
}
