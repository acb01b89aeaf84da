package io.freshet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Only for its help: {@code ./freshet} runs the tests itself, before any of this is built. */
@Command(name = "test", description = "Run all tests (what ./mvnw verify runs) with a JDK that is found by itself.")
final class TestCommand implements Runnable {
    @Option(names = "--long", description = "The full fault runs too.")
    private boolean full;

    @Override
    public void run() {
        throw new Failure("Run it through the script: ./freshet test" + (full ? " --long" : ""));
    }
}
