package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.freshet.gateway.FuzzRequests.Request;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection that is kept as long as the other side keeps it. One thread. */
final class FuzzConnection {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)");
    private static final int PATIENCE_MS = 60_000;

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    FuzzConnection(int port) {
        this.port = port;
    }

    /** @param status 0 if the connection was closed without an answer */
    record Heard(int status, String body) {}

    Heard ask(Request request) throws IOException {
        boolean reused = socket != null;
        try {
            Socket open = open();
            open.getOutputStream().write(request.bytes());
            open.getOutputStream().flush();
            if (!request.whole()) {
                close();
                return new Heard(0, "");
            }
            Heard heard = hear(request.line().startsWith("HEAD "));
            if (heard.status == 0) {
                close();
            }
            return heard;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // Closed by the other side, before or while it was written to.
            close();
            if (reused) {
                return ask(request);
            }
            return new Heard(0, "");
        }
    }

    private Socket open() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setSoTimeout(PATIENCE_MS);
            open.setTcpNoDelay(true);
            in = new BufferedInputStream(open.getInputStream());
            socket = open;
        }
        return open;
    }

    private Heard hear(boolean bodiless) throws IOException {
        String head = head();
        if (head.isEmpty()) {
            return new Heard(0, "");
        }
        int status = Integer.parseInt(head.substring(9, 12));
        if (status == 100) {
            return hear(bodiless);
        }
        String lower = head.toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(lower);
        boolean closes = lower.contains("\r\nconnection: close");
        byte[] body = {};
        if (length.find()) {
            body = bodiless ? body : in.readNBytes(Integer.parseInt(length.group(1)));
        } else if (status != 204 && status != 304) {
            body = in.readAllBytes();
            closes = true;
        }
        if (closes) {
            close();
        }
        return new Heard(status, new String(body, ISO_8859_1));
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            last = (last << 8) | next;
            if (last == 0x0D0A0D0A) {
                return head.toString(ISO_8859_1);
            }
        }
        return "";
    }

    void close() {
        try {
            Socket open = socket;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            socket = null;
        }
    }
}
