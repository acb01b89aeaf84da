package io.freshet.local.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first line and the header lines of a message, as they came, but for the connection's own headers: who passes it on ends the
 * connection after it. Source: RFC 9112.
 */
final class HttpHead {
    private static final int LIMIT = 64 << 10;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private final String first;
    private final List<String> headers;
    private final long contentLength;
    private final boolean expectsContinue;

    private HttpHead(String first, List<String> headers, long contentLength, boolean expectsContinue) {
        this.first = first;
        this.headers = headers;
        this.contentLength = contentLength;
        this.expectsContinue = expectsContinue;
    }

    /** @throws EOFException when the connection ends before the head does */
    static HttpHead read(InputStream in) throws IOException {
        String[] lines = text(in).split("\r\n", -1);
        List<String> kept = new ArrayList<>();
        long length = 0;
        boolean expects = false;
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, Math.max(colon, 0)).trim().toLowerCase(Locale.ROOT);
            String value = lines[i].substring(colon + 1).trim();
            switch (name) {
                case "connection", "keep-alive" -> {}
                case "expect" -> expects = value.equalsIgnoreCase("100-continue");
                case "content-length" -> {
                    length = Long.parseLong(value);
                    kept.add(lines[i]);
                }
                default -> kept.add(lines[i]);
            }
        }
        return new HttpHead(lines[0], kept, length, expects);
    }

    private static String text(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END.length) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            bytes.write(next);
            if (bytes.size() > LIMIT) {
                throw new IOException("head over " + LIMIT + " bytes");
            }
            matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    String method() {
        return first.substring(0, first.indexOf(' '));
    }

    String path() {
        String target = first.split(" ", -1)[1];
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Of a response. */
    int status() {
        return Integer.parseInt(first.split(" ", -1)[1]);
    }

    long contentLength() {
        return contentLength;
    }

    /** Whether the body's content comes in signed pieces, as S3 clients do. */
    boolean framed() {
        return headers.stream()
                .anyMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("x-amz-decoded-content-length:"));
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    byte[] toBytes() {
        StringBuilder text = new StringBuilder(first).append("\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        return text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
