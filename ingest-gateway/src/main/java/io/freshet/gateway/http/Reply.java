package io.freshet.gateway.http;

import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.StreamAnswer;
import io.freshet.model.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Sends answers. Event loop of the request only. */
final class Reply {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized(Problem.CONTENT_TYPE);
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    /** How long a refused sender may go on sending before its connection is closed under it. */
    private static final long LINGER_MILLIS = 2_000;

    private static final int OK = 200;
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");
    private static final CharSequence GIF = HttpHeaders.createOptimized("image/gif");
    private static final byte[] SUCCESS = "{\"success\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK_TEXT = "ok".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    /** Bodies of up to 9,999 bytes. */
    private static final int SHORT_DIGITS = 5;

    private Reply() {}

    static void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (answer.isPassing()) {
            response.putHeader(RETRY_AFTER, Integer.toString(RetryAfter.seconds(answer.passingReason())));
        }
        end(response, answer.status(), JSON, Json.of(answer));
    }

    /** To a body of any length, of which the rest may not have come yet. */
    static void send(Vertx vertx, HttpServerRequest request, StreamAnswer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        Reason stopped = answer.stopped();
        if (stopped != null && RetryAfter.seconds(stopped) > 0) {
            response.putHeader(RETRY_AFTER, Integer.toString(RetryAfter.seconds(stopped)));
        }
        Runnable send = () -> end(response, answer.status(), JSON, Json.of(answer));
        if (request.isEnded()) {
            send.run();
        } else {
            throwAwayRest(vertx, request, send);
        }
    }

    /** What Segment's SDKs are told. */
    static void success(HttpServerRequest request) {
        whole(request, JSON, SUCCESS);
    }

    /** What Snowplow's trackers are told. */
    static void ok(HttpServerRequest request) {
        whole(request, TEXT, OK_TEXT);
    }

    /** An image of one transparent pixel, never from a cache. */
    static void pixel(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        whole(request, GIF, PIXEL);
    }

    private static void whole(HttpServerRequest request, CharSequence type, byte[] body) {
        HttpServerResponse response = request.response();
        if (!response.closed() && !response.ended()) {
            end(response, OK, type, Buffer.buffer(body));
        }
    }

    /** A request whose body has been read, or has none. */
    static void send(HttpServerRequest request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (problem.retryAfter() > 0) {
            response.putHeader(RETRY_AFTER, Integer.toString(problem.retryAfter()));
        }
        end(response, problem.status(), PROBLEM_JSON, Json.of(problem));
    }

    /** A request that is refused before its body was read: a short one is thrown away, a longer one is not waited for. */
    static void refuse(Vertx vertx, HttpServerRequest request, Problem problem) {
        if (request.isEnded()) {
            send(request, problem);
        } else if (isShort(request)) {
            send(request, problem);
            request.resume();
        } else {
            sendAndClose(vertx, request, problem);
        }
    }

    /**
     * A request whose body may still be coming: what comes is thrown away, and the connection is closed at its end or after a moment.
     * Closing at once would reset the connection, and the sender might never see the answer.
     */
    static void sendAndClose(Vertx vertx, HttpServerRequest request, Problem problem) {
        if (request.isEnded()) {
            send(request, problem);
            return;
        }
        throwAwayRest(vertx, request, () -> send(request, problem));
    }

    private static void throwAwayRest(Vertx vertx, HttpServerRequest request, Runnable send) {
        long timer = vertx.setTimer(LINGER_MILLIS, id -> request.connection().close());
        request.exceptionHandler(e -> vertx.cancelTimer(timer));
        request.handler(chunk -> {});
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            request.connection().close();
        });
        if (!request.response().closed()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        send.run();
        request.resume();
    }

    private static boolean isShort(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        return !chunked && (length == null || length.length() < SHORT_DIGITS);
    }

    private static void end(HttpServerResponse response, int status, CharSequence type, Buffer body) {
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
    }
}
