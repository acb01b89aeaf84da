package io.freshet.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Without arguments: the transcoder, with what it allocates and its ratios to the others. With arguments: JMH's own command line. */
public final class Benchmarks {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String BOUND = "tokenise";

    private Benchmarks() {}

    public static void main(String[] args) throws IOException, RunnerException {
        if (args.length > 0) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TranscoderBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        print(results, System.out);
    }

    private static void print(Collection<RunResult> results, PrintStream out) {
        Map<String, Map<String, RunResult>> byEvent = new TreeMap<>();
        for (RunResult result : results) {
            String method = result.getParams().getBenchmark();
            byEvent.computeIfAbsent(result.getParams().getParam("event"), e -> new TreeMap<>())
                    .put(method.substring(method.lastIndexOf('.') + 1), result);
        }
        out.println();
        out.println("| event | what | ns/event | B/event | to tokenising |");
        out.println("|---|---|---|---|---|");
        byEvent.forEach((event, methods) -> {
            double bound = methods.get(BOUND).getPrimaryResult().getScore();
            methods.forEach((method, result) -> out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.0f | %.0f | %.2f |%n",
                    event,
                    method,
                    result.getPrimaryResult().getScore(),
                    allocated(result),
                    result.getPrimaryResult().getScore() / bound));
        });
    }

    private static double allocated(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return allocated == null ? Double.NaN : allocated.getScore();
    }
}
