package io.freshet.gateway.http;

import io.freshet.gateway.intake.Body;
import io.freshet.gateway.outcome.Answer;
import io.freshet.gateway.outcome.StreamAnswer;
import io.freshet.model.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jboss.logging.Logger;

/**
 * Reads one event per line from a body of any length: what has come is handed over piece by piece, each only when the one before is
 * settled, so that the order of keys is kept and a slow Kafka slows the sender. Nothing is read on after an event that is to be sent
 * again. Runs on a thread of its own, which waits.
 */
final class LineStream implements Runnable {
    private static final Logger LOG = Logger.getLogger(LineStream.class);
    /** Memory of one stream, beside what waits in {@link RequestStream}. */
    static final int PIECE = 1 << 20;

    /** Most lines that are handed over at once. */
    private static final int LINES = 5_000;

    private final RequestStream request;
    private final int lines;
    private final Function<Body, CompletionStage<Answer>> piece;
    private final StreamAnswer answer;
    private final Consumer<StreamAnswer> whenDone;
    private final Runnable whenGone;
    private final byte[] bytes = new byte[PIECE];
    private int length;
    /** Within a line that is too long and has been rejected: the rest of it is thrown away. */
    private boolean skipping;

    /** Lines that nobody judged: the sender is told why, and from which event on it has to send again. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Reason reason;

        Refused(Reason reason) {
            super(reason.slug(), null, false, false);
            this.reason = reason;
        }
    }

    /**
     * @param most events that may be handed over at once
     * @param piece hands whole lines over; the stage completes when each of them is settled, or fails with {@link Refused}
     * @param whenDone is called once on this thread, but not when the sender has gone
     * @param whenGone is called instead when the sender has gone
     */
    LineStream(
            RequestStream request,
            int most,
            Function<Body, CompletionStage<Answer>> piece,
            StreamAnswer answer,
            Consumer<StreamAnswer> whenDone,
            Runnable whenGone) {
        this.request = request;
        this.lines = Math.min(LINES, most);
        this.piece = piece;
        this.answer = answer;
        this.whenDone = whenDone;
        this.whenGone = whenGone;
    }

    @Override
    public void run() {
        try {
            read(inflated());
        } catch (RequestStream.SenderGone e) {
            LOG.debug("A sender went before its lines were all there.");
            whenGone.run();
            return;
        } catch (RequestStream.TimedOut e) {
            handOverLines();
            answer.stop(Reason.BODY_TIMEOUT);
        } catch (IOException e) {
            handOverLines();
            answer.stop(Reason.INVALID_ENCODING);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Reading lines failed unexpectedly.");
            answer.stop(Reason.OVERLOADED);
        }
        if (answer.events() == 0 && answer.stopped() == null) {
            answer.stop(Reason.EMPTY_BODY);
        }
        whenDone.accept(answer);
    }

    private InputStream inflated() throws IOException {
        PushbackInputStream in = new PushbackInputStream(request, 2);
        byte[] first = in.readNBytes(2);
        in.unread(first);
        return Gzip.isGzip(first, first.length) ? new GZIPInputStream(in, 1 << 13) : in;
    }

    private void read(InputStream in) throws IOException {
        while (answer.stopped() == null) {
            int read = in.read(bytes, length, PIECE - length);
            if (read < 0) {
                handOver(length);
                return;
            }
            length += read;
            if (length == PIECE || in.available() == 0) {
                handOverLines();
            }
        }
    }

    /** All that ends with a line feed; a line that fills the memory is handed over as far as it has come, and rejected. */
    private void handOverLines() {
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (skipping && end == 0) {
            length = 0;
        } else if (end > 0) {
            handOver(end);
        } else if (length == PIECE) {
            handOver(length);
            skipping = true;
        }
    }

    private void handOver(int end) {
        int from = 0;
        if (skipping) {
            while (from < end && bytes[from] != '\n') {
                from++;
            }
            skipping = from == end;
        }
        while (from < end && answer.stopped() == null) {
            int to = some(from, end);
            byte[] some = Arrays.copyOfRange(bytes, from, to);
            if (!isBlank(some)) {
                settle(new Body(some, some.length, true));
            }
            from = to;
        }
        System.arraycopy(bytes, end, bytes, 0, length - end);
        length -= end;
    }

    private void settle(Body some) {
        try {
            answer.add(piece.apply(some).toCompletableFuture().join());
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof Refused refused)) {
                throw e;
            }
            answer.stop(refused.reason);
        }
    }

    private int some(int from, int end) {
        int count = 0;
        for (int at = from; at < end; at++) {
            if (bytes[at] == '\n' && ++count == lines) {
                return at + 1;
            }
        }
        return end;
    }

    private static boolean isBlank(byte[] lines) {
        for (byte each : lines) {
            if (each != '\n' && each != '\r' && each != ' ' && each != '\t') {
                return false;
            }
        }
        return true;
    }
}
