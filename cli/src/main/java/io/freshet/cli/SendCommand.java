package io.freshet.cli;

import io.freshet.cli.send.FileFormat;
import io.freshet.cli.send.FileSender;
import io.freshet.cli.send.SendReport;
import io.freshet.cli.supervise.PortName;
import io.freshet.cli.supervise.Stack;
import io.freshet.cli.types.KnownTypes;
import io.freshet.model.EventType;
import io.freshet.model.registry.ConfluentRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the rows of a file to the gateway. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description =
                "Send every row of a CSV or NDJSON file to the gateway as an event. What is refused for the moment"
                        + " (429, 503, no connection) is sent again with the same ids; a file that is sent twice counts once in silver.",
        footerHeading = "%nExamples%n",
        footer = {
            "  ./freshet send user-activity events.ndjson",
            "  ./freshet send shop-activity examples/data/rees46-2019-10-01.csv",
            "  ./freshet send sensor-readings room.csv --columns -,timestamp,temperature,humidity --set device_id=room-1",
            "  ./freshet send shop-activity examples/data/rees46-2019-10-01.csv --close",
            "  ./freshet send sensor-readings room.csv --columns -,timestamp,temperature --set device_id=room-1 --mqtt",
            "  ./freshet send order-events orders.csv --separator ';' --time-format 'dd.MM.yyyy HH:mm'",
            "",
            "An empty cell is an absent field; a short row goes with the fields that it has. Cells become numbers, booleans",
            "and times as the type's schema says. Times are read as 2019-10-01 00:00:00 [zone] and the like, without a zone",
            "as UTC, or by --time-format.",
            "",
            "Exit codes: 0 all rows accepted, 3 some were rejected (they are kept in bronze.events_rejected), 1 failed."
        })
final class SendCommand implements Callable<Integer> {
    private static final int SOME_REJECTED = 3;

    @Parameters(index = "0", paramLabel = "TYPE", description = "The event type: see ./freshet schema list.")
    private String type = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "CSV, or NDJSON with one object a line.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            description = "csv or ndjson (default: by the file's name, else by its first character).")
    private @Nullable FileFormat format;

    @Mixin
    private CsvOptions csv = new CsvOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Give up after so long without a single event taken (default: ${DEFAULT-VALUE}).")
    private int timeout = 120;

    @Option(
            names = "--close",
            description =
                    "Say at the end that the type's data is complete: windows close, and final results come, without"
                            + " waiting for later events.")
    private boolean close;

    @Option(names = "--mqtt", description = "Publish by MQTT, with QoS 1, to events/TYPE.")
    private boolean mqtt;

    @Mixin
    private KeyOption key = new KeyOption();

    @Mixin
    private StackOptions stack = new StackOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new Failure("There is no file " + file);
        }
        Stack running = stack.running();
        Duration patience = Duration.ofSeconds(timeout);
        EventType known = lookUp(running, patience);
        FileSender sender = new FileSender(
                known,
                URI.create(running.ports().http(PortName.GATEWAY)),
                key.key(),
                patience,
                mqtt ? running.ports().of(PortName.MQTT) : null);
        SendReport report = new SendReport();
        SendProgress progress = SendProgress.on(spec.commandLine().getErr());
        long begun = System.nanoTime();
        try {
            sender.send(file, format != null ? format : FileFormat.of(file), csv.mapping(file), report, progress);
            if (close) {
                sender.close();
            }
        } finally {
            progress.clear();
            print(report, Duration.ofNanos(System.nanoTime() - begun));
        }
        return report.rejected() == 0 ? 0 : SOME_REJECTED;
    }

    private EventType lookUp(Stack running, Duration patience) {
        try (ConfluentRegistry registry = running.openRegistry()) {
            return new KnownTypes(registry, running.registryUrl()).ingestible(type, patience);
        }
    }

    private void print(SendReport report, Duration took) {
        PrintWriter out = spec.commandLine().getOut();
        double seconds = Math.max(took.toMillis(), 1) / 1000.0;
        long rows = report.accepted() + report.rejected();
        out.println(String.format(
                Locale.ROOT, "%s: %,d rows in %.1f s (%,.0f a second)", type, rows, seconds, rows / seconds));
        out.println(String.format(Locale.ROOT, "  accepted  %,10d", report.accepted()));
        out.println(String.format(Locale.ROOT, "  rejected  %,10d", report.rejected()));
        report.rejectedByReason().forEach((reason, rejections) -> {
            out.println(String.format(Locale.ROOT, "    %s  %,d", reason, rejections.count()));
            rejections.first().forEach(row -> out.println("      " + row));
            if (rejections.count() > rejections.first().size()) {
                out.println("      ...");
            }
        });
        out.println(String.format(Locale.ROOT, "  retried   %,10d", report.retried()));
        out.flush();
    }
}
