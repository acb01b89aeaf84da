package io.freshet.cli.send;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends every row until the gateway has taken or rejected it. One request at a time: rows of the same key keep their order,
 * and what was sent again keeps its id. One thread; blocks.
 */
final class SendRun {
    private static final int BODY_TOO_LARGE = 413;

    private final Gateway gateway;
    private final Batch batch;
    private final RetryPolicy policy;
    private final InstantSource clock;
    private final Pause pause;
    private final SendReport report;
    private final Watch watch;
    private int failures;

    /** Waits for so long; tests only note it. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** Told after each request. */
    interface Watch {
        void sent(SendReport soFar);

        void waiting(Duration time, String why);
    }

    SendRun(
            Gateway gateway,
            RowReader rows,
            RetryPolicy policy,
            InstantSource clock,
            Pause pause,
            SendReport report,
            Watch watch) {
        this.gateway = gateway;
        this.batch = new Batch(rows);
        this.policy = policy;
        this.clock = clock;
        this.pause = pause;
        this.report = report;
        this.watch = watch;
    }

    /** @throws SendFailure when the gateway refuses the request as such, or takes nothing for too long */
    void toTheEnd() throws IOException, InterruptedException {
        Instant lastProgress = clock.instant();
        for (List<Row> rows = batch.next(); !rows.isEmpty(); rows = batch.next()) {
            Wait wait = once(rows);
            if (wait == null || wait.moved()) {
                lastProgress = clock.instant();
                failures = 0;
            }
            watch.sent(report);
            if (wait != null) {
                waitFor(wait, lastProgress);
            }
        }
    }

    /** @param moved whether some event of the request was taken all the same */
    private record Wait(boolean moved, String why, @Nullable Duration retryAfter) {}

    private @Nullable Wait once(List<Row> rows) throws InterruptedException {
        return switch (gateway.post(rows)) {
            case Answer.Outcomes outcomes -> settle(rows, outcomes);
            case Answer.Unknown unknown -> {
                sendAgain(rows);
                yield new Wait(false, unknown.why(), unknown.retryAfter());
            }
            case Answer.Refused refused -> {
                refused(rows, refused);
                yield null;
            }
        };
    }

    private @Nullable Wait settle(List<Row> rows, Answer.Outcomes outcomes) {
        List<Row> back = new ArrayList<>();
        String why = "";
        for (int i = 0; i < rows.size(); i++) {
            switch (outcomes.events().get(i)) {
                case Outcome.Accepted accepted -> report.accept();
                case Outcome.Rejected rejected -> report.reject(rows.get(i), rejected);
                case Outcome.Retry retry -> {
                    why = back.isEmpty() ? retry.reason() : why;
                    back.add(rows.get(i));
                }
            }
        }
        if (back.isEmpty()) {
            return null;
        }
        sendAgain(back);
        return new Wait(back.size() < rows.size(), why, outcomes.retryAfter());
    }

    private void sendAgain(List<Row> rows) {
        batch.again(rows);
        report.retry(rows.size());
    }

    private void refused(List<Row> rows, Answer.Refused refused) {
        if (refused.status() != BODY_TOO_LARGE) {
            throw new SendFailure("The gateway refuses: " + refused.why());
        }
        if (rows.size() == 1) {
            report.reject(rows.getFirst(), new Outcome.Rejected("body-too-large", null, refused.why()));
        } else {
            batch.halve(rows.size());
            batch.again(rows);
        }
    }

    private void waitFor(Wait wait, Instant lastProgress) throws InterruptedException {
        failures++;
        if (policy.isExhausted(Duration.between(lastProgress, clock.instant()))) {
            throw new SendFailure("No event was taken for " + policy.patience().toSeconds()
                    + " s; the last answer: " + wait.why() + ".\nSent again later, the same file has the same ids"
                    + " and counts once in silver. --timeout waits longer.");
        }
        Duration delay = policy.delay(failures, wait.retryAfter());
        watch.waiting(delay, wait.why());
        pause.of(delay);
    }
}
