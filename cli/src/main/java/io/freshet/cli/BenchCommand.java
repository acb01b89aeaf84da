package io.freshet.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Only for its help: {@code ./freshet} runs the benchmarks itself, from a class path of their own. */
@Command(name = "bench", description = "Benchmarks: ratios against the peers and limits. Without a case, lists them.")
final class BenchCommand implements Runnable {
    @Parameters(arity = "0..*", paramLabel = "CASE", description = "transcoder, gateway; then options of the case.")
    private List<String> arguments = List.of();

    @Override
    public void run() {
        throw new Failure("Run it through the script: ./freshet bench " + String.join(" ", arguments));
    }
}
