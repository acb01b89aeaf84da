package io.freshet.local.part;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Another program that starts a part: {@code tethered} waits for ever afterwards, {@code detached} ends. */
public final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws InterruptedException {
        PartSpec spec = Specs.waiting(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        if (arguments[0].equals("tethered")) {
            PartProcess.startTethered(spec).awaitReady(Duration.ofSeconds(30));
            new CountDownLatch(1).await();
        }
        PartProcess.startDetached(spec).awaitReady(Duration.ofSeconds(30));
    }
}
