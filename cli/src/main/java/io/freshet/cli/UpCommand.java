package io.freshet.cli;

import io.freshet.cli.supervise.BringUp;
import io.freshet.cli.supervise.DataDirectory;
import io.freshet.cli.supervise.DemoPart;
import io.freshet.cli.supervise.Foreground;
import io.freshet.cli.supervise.PortName;
import io.freshet.cli.supervise.Ports;
import io.freshet.cli.supervise.Stack;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts what does not run. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Start the whole pipeline on this machine: Kafka, schema registry, object store, warehouse twin and the"
                        + " three services. Parts that run already stay; parts that died are started again on their data and ports.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet up                                  stays in front; Ctrl-C stops everything",
            "  ./freshet up --detach                         returns when everything is ready",
            "  ./freshet up --demo --rate 50                 with visitors, orders, log-ins and sensors in it",
            "  ./freshet up --jobs my-jobs                   with the declared jobs of that folder (*.yaml)",
            "  ./freshet up --detach --data /tmp/two --port-offset 1000      a second one beside it"
        })
final class UpCommand implements Callable<Integer> {
    @Option(names = "--detach", description = "Return when everything is ready; ./freshet down stops it.")
    private boolean detach;

    @Option(names = "--demo", description = "With generated activity in it: see ./freshet demo --help.")
    private boolean demo;

    @Mixin
    private ActivityOptions activity = new ActivityOptions();

    @Option(
            names = "--jobs",
            paramLabel = "DIR",
            description = {
                "Run the declared jobs of this folder (*.yaml) too; ./freshet jobs check reads them without running them.",
                "Given again, a processor that runs is started again and reads them anew."
            })
    private @Nullable Path jobs;

    @Option(names = "--tight", description = "Start also when memory or disk seem too little.")
    private boolean tight;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        long begun = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory data = stack.directory();
        activity.activity();
        say(out, "Starting Freshet on " + data.path());
        BringUp.Outcome outcome =
                new BringUp(data, line -> say(out, line)).start(ports.wanted(), folderOfJobs(), tight);
        report(out, outcome, Duration.ofNanos(System.nanoTime() - begun));
        if (demo) {
            boolean started = new DemoPart(data).start(activity.asArguments());
            say(out, started ? "The demo runs: ./freshet logs demo" : "The demo was running already.");
        }
        if (!detach && !outcome.started().isEmpty()) {
            new Foreground(data, outcome.stack(), line -> say(out, line)).stay();
        }
        return 0;
    }

    private Optional<Path> folderOfJobs() {
        if (jobs == null) {
            return Optional.empty();
        }
        if (!Files.isDirectory(jobs)) {
            throw new Failure(jobs + " is no folder. --jobs names a folder of declared jobs.");
        }
        return Optional.of(jobs.toAbsolutePath().normalize());
    }

    private void report(PrintWriter out, BringUp.Outcome outcome, Duration took) {
        List<String> started = outcome.started();
        if (started.isEmpty()) {
            say(out, "Everything runs already.");
        } else if (started.size() < outcome.stack().parts().size()) {
            say(out, "Started again: " + String.join(", ", started) + ". The rest was running.");
        } else {
            say(out, String.format("Ready after %.1f s.", took.toMillis() / 1000.0));
        }
        addresses(out, outcome.stack());
        next(out, outcome.stack());
    }

    private static void addresses(PrintWriter out, Stack stack) {
        Ports ports = stack.ports();
        say(out, "");
        say(out, "  gateway          " + ports.http(PortName.GATEWAY) + "/v1/events/{type}");
        say(
                out,
                "  mqtt             127.0.0.1:" + ports.of(PortName.MQTT) + ", topic events/{type}; WebSocket on "
                        + ports.of(PortName.MQTT_WEBSOCKET));
        say(out, "  kafka            " + stack.bootstrap());
        say(out, "  schema registry  " + stack.registryUrl());
        say(out, "  object store     " + ports.http(PortName.STORE));
        say(out, "  warehouse twin   " + ports.http(PortName.TWIN));
    }

    private void next(PrintWriter out, Stack running) {
        String here = stack.given();
        say(out, "");
        say(
                out,
                "Next:  curl -d '{\"timestamp\":\"2025-11-20T12:00:00Z\",\"user_id\":\"u1\",\"action\":\"view\"}'"
                        + " -H 'Content-Type: application/json' "
                        + running.ports().http(PortName.GATEWAY) + "/v1/events/user-activity");
        say(out, "       ./freshet sql \"SELECT * FROM bronze.user_activity\"" + here);
        say(out, "       ./freshet status" + here);
        say(out, "       ./freshet down" + here);
        say(out, "One broker on one disk: what it acknowledged survives killed processes, not a power loss.");
    }

    private static void say(PrintWriter out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
