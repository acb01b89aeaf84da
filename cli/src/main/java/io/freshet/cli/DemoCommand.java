package io.freshet.cli;

import io.freshet.cli.send.SendReport;
import io.freshet.cli.supervise.PortName;
import io.freshet.cli.supervise.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes activity. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Make believable activity and send it to the running gateway as any client would: visits to a shop with"
                        + " clicks, log-ins and orders, a burglar who tries passwords now and then, and sensors, of which one fails,"
                        + " which speak MQTT."
                        + " Ctrl-C ends it.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet demo                                 20 events a second until Ctrl-C",
            "  ./freshet demo --rate 500 --for 10m --seed 7",
            "  ./freshet up --demo                            the whole pipeline with activity in it"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

    @Mixin
    private ActivityOptions activity = new ActivityOptions();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "So long, for example 90s, 10m or 2h (default: until Ctrl-C).")
    private @Nullable String duration;

    @Option(names = "--ready-file", hidden = true)
    private @Nullable Path readyFile;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    private Instant reported = Instant.EPOCH;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        Instant start = clock.instant();
        Instant end = duration == null ? Instant.MAX : start.plus(SpanOfTime.parse(duration));
        Ports ports = stack.running().ports();
        URI gateway = URI.create(ports.http(PortName.GATEWAY));
        String run = "demo-" + UUID.randomUUID();
        SendReport[] last = new SendReport[1];
        try (DemoRun demo = new DemoRun(
                activity.activity().from(start, run), gateway, ports.of(PortName.MQTT), clock, this::waiting)) {
            demo.until(end, (soFar, leftOut) -> {
                last[0] = soFar;
                sent(soFar, leftOut, clock.instant());
            });
        }
        if (last[0] != null) {
            say("\n" + counts(last[0], 0));
        }
        return 0;
    }

    private void sent(SendReport soFar, long leftOut, Instant now) {
        if (Boolean.getBoolean("freshet.terminal")) {
            PrintWriter err = spec.commandLine().getErr();
            err.print("\r\033[K" + counts(soFar, leftOut));
            err.flush();
        } else if (!now.isBefore(reported.plus(REPORT_EVERY))) {
            say(now + "  " + counts(soFar, leftOut));
            reported = now;
        }
        if (readyFile != null && soFar.accepted() > 0) {
            ready(readyFile);
        }
    }

    private void ready(Path file) {
        try {
            Files.writeString(file, "events are accepted\n");
            readyFile = null;
        } catch (IOException e) {
            throw new Failure(file + " cannot be written: " + e, e);
        }
    }

    private static String counts(SendReport soFar, long leftOut) {
        return String.format(
                Locale.ROOT,
                "demo: %,d accepted, %,d rejected, %,d retried%s",
                soFar.accepted(),
                soFar.rejected(),
                soFar.retried(),
                leftOut == 0 ? "" : String.format(Locale.ROOT, ", %,d left out while the gateway was away", leftOut));
    }

    private void waiting(Duration time, String why) {
        say(String.format(Locale.ROOT, "waiting %.1f s: %s", time.toMillis() / 1000.0, why));
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
