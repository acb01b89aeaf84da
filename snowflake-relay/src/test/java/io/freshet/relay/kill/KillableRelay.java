package io.freshet.relay.kill;

import java.io.IOException;
import java.io.OutputStream;

/** A relay as a process of its own. Ends when its standard input does, so that it never outlives its test. */
public final class KillableRelay {
    private KillableRelay() {}

    public static void main(String[] arguments) throws IOException {
        RelayOptions options = RelayOptions.of(arguments);
        try (RelayUnderTest relay = RelayUnderTest.start(options, new FixedRegistry(), new Killing(options).wraps())) {
            System.in.transferTo(OutputStream.nullOutputStream());
            relay.status();
        }
        Runtime.getRuntime().halt(0);
    }
}
