package io.freshet.local.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that a part listens on, always on loopback.
 *
 * @param purpose what a person calls it: {@code broker}, {@code http}, {@code management}
 */
public record PartPort(String purpose, int number) {
    /** Below the range from which systems take the near end of outgoing connections, so that a killed part finds its port free. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;

    /** A port that is free now, chosen by chance so that builds beside each other rarely meet. */
    public static PartPort free(String purpose) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PartPort candidate =
                    new PartPort(purpose, ThreadLocalRandom.current().nextInt(FIRST, LAST));
            if (!candidate.isTaken()) {
                return candidate;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    /** Whether something listens there already. */
    public boolean isTaken() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
