package io.freshet.benchmarks.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code kcat | gzip -1} over a topic that holds the rows which the relay wrote.
 *
 * @param cpuSeconds of both programs together
 * @param gzip6Bytes what {@code gzip -6} makes of the same rows
 */
record Peer(double cpuSeconds, long gzip6Bytes) {

    static Peer over(RelayStage stage, String topic) throws IOException, InterruptedException {
        String rows = "find " + stage.objects() + " -path '*/" + topic + "/*' -name '*.ndjson.*' | sort | xargs "
                + (stage.codec().equals("zstd") ? "zstd -dcq" : "gzip -dc");
        String ndjson = "ndjson-" + topic;
        stage.createTopic(ndjson, 4);
        bash(rows + " | kcat -P -b " + stage.bootstrap() + " -t " + ndjson + " -X linger.ms=50");
        long gzip6 = Long.parseLong(bash(rows + " | gzip -6 | wc -c").strip());
        String times = bash("kcat -C -q -e -b " + stage.bootstrap() + " -t " + ndjson
                + " -o beginning | gzip -1 > /dev/null; times | tail -n 1");
        return new Peer(seconds(times), gzip6);
    }

    /** Of {@code 0m1.234s 0m0.567s}: user and system time of children. */
    private static double seconds(String times) {
        double sum = 0;
        for (String part : times.strip().split("\\s+")) {
            String[] minutesAndSeconds = part.replace("s", "").split("m");
            sum += 60 * Double.parseDouble(minutesAndSeconds[0]) + Double.parseDouble(minutesAndSeconds[1]);
        }
        return sum;
    }

    private static String bash(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("bash", "-o", "pipefail", "-c", script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (shell.waitFor() != 0) {
            throw new IllegalStateException("failed: " + script);
        }
        return output;
    }
}
