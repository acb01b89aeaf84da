package io.freshet.relay.kill;

import java.io.IOException;

/** A relay as a process of its own. Ends when its standard input does, so that it never outlives its test. */
public final class KillableRelay {
    private KillableRelay() {}

    public static void main(String[] arguments) throws IOException {
        RelayOptions options = RelayOptions.of(arguments);
        try (RelayUnderTest relay = RelayUnderTest.start(options, new FixedRegistry(), new Killing(options).wraps())) {
            while (System.in.read() >= 0 && relay.status() != null) {
                continue;
            }
        }
        Runtime.getRuntime().halt(0);
    }
}
