package io.freshet.local.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Says back what it is told, and counts it. */
final class EchoServer implements AutoCloseable {
    private final ServerSocket server;
    private final AtomicLong heard = new AtomicLong();

    EchoServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    long heard() {
        return heard.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void echo(Socket client) {
        try (client) {
            byte[] chunk = new byte[8_192];
            for (int read = client.getInputStream().read(chunk);
                    read >= 0;
                    read = client.getInputStream().read(chunk)) {
                heard.addAndGet(read);
                client.getOutputStream().write(chunk, 0, read);
            }
        } catch (IOException broken) {
            // As told by the test.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
