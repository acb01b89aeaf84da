package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A connection on which anything can be said, well-formed or not. */
final class Raw implements AutoCloseable {
    private final Socket socket;

    Raw(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Raw say(String text) {
        return say(text.getBytes(ISO_8859_1));
    }

    Raw say(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** What is answered until the other side closes the connection. */
    String hearAll() {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, where the other side may close the connection in the middle of what is said to it. */
    String hearAllOrReset() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(heard);
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException reset) {
            // What was heard before it is what was answered.
        }
        return heard.toString(ISO_8859_1);
    }

    /** What is answered until {@code end} has come, or the other side closes the connection. */
    String hearUntil(String end) {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            int next = in.read();
            while (next >= 0) {
                heard.write(next);
                if (heard.toString(ISO_8859_1).endsWith(end)) {
                    break;
                }
                next = in.read();
            }
            return heard.toString(ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
