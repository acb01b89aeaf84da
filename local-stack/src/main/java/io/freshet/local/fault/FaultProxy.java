package io.freshet.local.fault;

import io.freshet.local.fault.TcpFaults.Direction;
import io.freshet.local.fault.TcpFaults.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A TCP proxy on a free port of the loopback address that does what its script says, to connections that are open as well as to new
 * ones. For tests. Memory: at most {@value Listener#MAX_CONNECTIONS} connections with two buffers of 16 KiB. Any thread.
 */
public final class FaultProxy implements AutoCloseable {
    private final int target;
    private final Current<TcpFaults> faults = new Current<>(TcpFaults.NONE);
    private final Listener listener = new Listener(this::serve);

    private FaultProxy(int target) {
        this.target = target;
    }

    /** @param target port of the loopback address; nobody needs to listen there yet */
    public static FaultProxy to(int target) {
        return new FaultProxy(target);
    }

    public int port() {
        return listener.port();
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Puts another script in force, at once. */
    public void faults(TcpFaults now) {
        faults.set(now);
        if (now.way() == Way.REFUSE) {
            listener.shut();
        } else {
            listener.open();
        }
    }

    /** Resets every connection that is open; new ones are served. */
    public void resetConnections() {
        listener.resetAll();
    }

    public int connections() {
        return listener.connections();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        Pump.awaitUnless(faults, Way.STALL);
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            upstream.setTcpNoDelay(true);
            Pump down = new Pump(upstream, client, Direction.TO_CLIENT, faults);
            Thread back = Thread.ofVirtual().name("fault-back").start(down);
            new Pump(client, upstream, Direction.FROM_CLIENT, faults).run();
            back.join();
        }
    }

    @Override
    public void close() {
        faults.set(TcpFaults.REFUSE);
        listener.close();
    }
}
