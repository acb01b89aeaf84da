package io.freshet.local.fault;

import io.freshet.local.part.PartPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A port of the loopback address that keeps its number while it is shut and opened again. Each connection has a virtual thread of
 * its own; over the limit of connections, further ones are reset. Any thread.
 */
final class Listener implements AutoCloseable {
    static final int MAX_CONNECTIONS = 256;
    private static final int BACKLOG = 64;

    private final Serves serves;
    private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private @Nullable ServerSocket server;

    /** Serves one connection until its end; the socket is reset afterwards, if it is not closed by then. */
    interface Serves {
        void serve(Socket client) throws IOException, InterruptedException;
    }

    Listener(Serves serves) {
        this.serves = serves;
        // Not one that the system may give to an outgoing connection while this one is shut.
        this.port = listen(PartPort.free("proxy").number());
    }

    int port() {
        return port;
    }

    int connections() {
        return MAX_CONNECTIONS - room.availablePermits();
    }

    /** Listens again after {@link #shut}; otherwise does nothing. */
    synchronized void open() {
        if (server == null) {
            listen(port);
        }
    }

    /** Connecting is refused from now on, and every connection is reset. */
    synchronized void shut() {
        ServerSocket listening = server;
        server = null;
        if (listening != null) {
            close(listening);
        }
        resetAll();
    }

    void resetAll() {
        open.forEach(Listener::reset);
    }

    /** Sends RST instead of FIN: the peer sees a broken connection, not an end. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
        close(socket);
    }

    private synchronized int listen(int wanted) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
            server = listening;
            Thread.ofVirtual().name("fault-accept").start(() -> accept(listening));
            return listening.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (room.tryAcquire()) {
                    open.add(client);
                    Thread.ofVirtual().name("fault-connection").start(() -> serve(client));
                } else {
                    reset(client);
                }
            } catch (IOException shutOrBroken) {
                // The loop's condition tells which.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            serves.serve(client);
        } catch (IOException brokenAsConnectionsAre) {
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            room.release();
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception nothingToSave) {
            // It is being thrown away.
        }
    }

    @Override
    public void close() {
        shut();
    }
}
