package io.freshet.local.fault;

import io.freshet.local.fault.TcpFaults.Direction;
import io.freshet.local.fault.TcpFaults.Way;
import java.io.IOException;
import java.net.Socket;

/**
 * Moves bytes one way, under the faults in force. A stream of which bytes were swallowed is reset when it should flow again: to
 * go on in its middle is what no network does.
 */
final class Pump implements Runnable {
    private static final int CHUNK = 16 << 10;

    private final Socket from;
    private final Socket to;
    private final Direction direction;
    private final Current<TcpFaults> faults;
    private long passed;
    private boolean holed;

    Pump(Socket from, Socket to, Direction direction, Current<TcpFaults> faults) {
        this.from = from;
        this.to = to;
        this.direction = direction;
        this.faults = faults;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try {
            boolean more = true;
            while (more) {
                awaitUnless(faults, Way.STALL);
                int read = from.getInputStream().read(chunk);
                more = read >= 0 && pass(chunk, read);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            cut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut();
        }
    }

    /** Returns when the faults in force are of another way. */
    static void awaitUnless(Current<TcpFaults> faults, Way unwanted) throws InterruptedException {
        for (TcpFaults now = faults.get(); now.way() == unwanted; now = faults.get()) {
            faults.awaitOther(now);
        }
    }

    /** @return false when the connection was cut */
    private boolean pass(byte[] chunk, int length) throws IOException, InterruptedException {
        awaitUnless(faults, Way.STALL);
        TcpFaults now = faults.get();
        if (now.way() == Way.SWALLOW) {
            holed = true;
            return true;
        }
        if (holed) {
            throw new IOException("bytes are missing");
        }
        if (!now.delay().isZero()) {
            faults.awaitOther(now, now.delay());
        }
        int allowed = (int) Math.max(0, Math.min(length, now.cut(direction) - passed));
        to.getOutputStream().write(chunk, 0, allowed);
        passed += allowed;
        if (allowed < length || passed >= now.cut(direction)) {
            throw new IOException("cut as told");
        }
        if (now.bytesPerSecond() != TcpFaults.UNLIMITED) {
            faults.awaitOther(now, now.pace(allowed));
        }
        return true;
    }

    private void cut() {
        Listener.reset(from);
        Listener.reset(to);
    }
}
