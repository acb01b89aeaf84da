package io.freshet.local.fault;

import io.freshet.local.fault.HttpFaults.Chance;
import io.freshet.local.fault.HttpFaults.Fault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A proxy for HTTP/1.1 on a free port of the loopback address: draws a fault for each request, and tells a witness of each that
 * upstream saw, whatever its client learned of it. One request to a connection; bodies with a Content-Length only. Bodies are
 * passed on, never held. For tests. Any thread; so must be the witness.
 */
public final class HttpFaultProxy implements AutoCloseable {
    private final int target;
    private final Random lots;
    private final Consumer<Exchange> witness;
    private final Current<HttpFaults> faults = new Current<>(HttpFaults.NONE);
    private final Listener listener = new Listener(this::serve);

    private HttpFaultProxy(int target, long seed, Consumer<Exchange> witness) {
        this.target = target;
        this.lots = new Random(seed);
        this.witness = witness;
    }

    /**
     * Starts listening.
     *
     * @param target port of the loopback address
     * @param seed of the lots: the n-th request meets the same fault each time
     */
    public static HttpFaultProxy to(int target, long seed, Consumer<Exchange> witness) {
        return new HttpFaultProxy(target, seed, witness);
    }

    public int port() {
        return listener.port();
    }

    /** Without a slash at its end. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** Puts other faults in force, for requests that begin from now on; hanging ones are reset. */
    public void faults(HttpFaults now) {
        faults.set(now);
    }

    /** As a crash of the store's machine. */
    public void resetConnections() {
        listener.resetAll();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        HttpHead request = HttpHead.read(in);
        HttpBody body = new HttpBody(in, request.contentLength(), request.framed());
        HttpFaults now = faults.get();
        Fault fault = draw(now);
        if (request.expectsContinue()) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        switch (fault) {
            case HttpFaults.Answer answer -> {
                body.skip();
                client.getOutputStream().write(error(answer, request.method()));
                client.shutdownOutput();
            }
            case HttpFaults.Hang hang -> {
                body.skip();
                faults.awaitOther(now);
                Listener.reset(client);
            }
            case HttpFaults.Slow slow -> {
                faults.awaitOther(now, slow.delay());
                forward(request, body, client, false);
            }
            case HttpFaults.LoseResponse lose -> forward(request, body, client, true);
            case null -> forward(request, body, client, false);
        }
    }

    private synchronized @Nullable Fault draw(HttpFaults now) {
        double lot = lots.nextDouble();
        for (Chance chance : now.chances()) {
            lot -= chance.probability();
            if (lot < 0) {
                return chance.fault();
            }
        }
        return null;
    }

    private void forward(HttpHead request, HttpBody body, Socket client, boolean loseResponse) throws IOException {
        int status = 0;
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            upstream.setTcpNoDelay(true);
            upstream.getOutputStream().write(request.toBytes());
            body.passTo(upstream.getOutputStream());
            InputStream answers = new BufferedInputStream(upstream.getInputStream());
            HttpHead response = HttpHead.read(answers);
            status = response.status();
            if (loseResponse) {
                Listener.reset(client);
            } else {
                client.getOutputStream().write(response.toBytes());
                answers.transferTo(client.getOutputStream());
                client.shutdownOutput();
            }
        } finally {
            if (body.complete()) {
                witness.accept(new Exchange(request.method(), request.path(), body.length(), body.sha256(), status));
            }
        }
    }

    private static byte[] error(HttpFaults.Answer answer, String method) {
        String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + answer.code()
                + "</Code><Message>told to</Message></Error>";
        String head = "HTTP/1.1 " + answer.status() + " Fault\r\nContent-Type: application/xml\r\nContent-Length: "
                + text.length() + "\r\nConnection: close\r\n\r\n";
        return (method.equals("HEAD") ? head : head + text).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        faults.set(HttpFaults.NONE);
        listener.close();
    }
}
