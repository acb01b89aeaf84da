package io.freshet.warehouse.ops;

import io.freshet.warehouse.Unreachable;
import io.freshet.warehouse.books.Manifest;
import io.freshet.warehouse.books.TopicCounts;
import io.freshet.warehouse.load.LoadSide;
import io.freshet.warehouse.reconcile.Comparison;
import io.freshet.warehouse.reconcile.Finding;
import io.freshet.warehouse.reconcile.Repair;
import io.freshet.warehouse.reconcile.Report;
import io.freshet.warehouse.store.ObjectListing;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** {@code reconcile}: reads, compares, prints, and does of the repairs what the warehouse does; the relay's it writes down for the relay. */
final class ReconcileTool {
    static final int DIFFERENCES = 3;
    /** Some of which nobody but a person can put right. */
    static final int FOR_A_PERSON = 4;

    private final Connections connections;
    private final Settings settings;
    private final InstantSource clock;

    ReconcileTool(Connections connections, Settings settings, InstantSource clock) {
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return the exit code: 0 when the books balance, 3 when they do not, 4 when some of it is for a person */
    int run(PrintStream out) {
        Duration grace = Duration.parse(settings.get("grace", "PT5M"));
        Instant since = settings.find("since").map(Instant::parse).orElse(Instant.EPOCH);
        boolean contents = Boolean.parseBoolean(settings.get("contents", "false"));
        try (Admin admin = connections.admin();
                ObjectListing store = connections.store();
                LoadSide warehouse = connections.warehouse()) {
            Gathering gathering = new Gathering(
                    new Manifest(
                            settings.get("manifest-topic", "freshet.manifest"),
                            connections::reader,
                            Connections.BROKER_PATIENCE),
                    new TopicCounts(admin, connections::reader, Connections.BROKER_PATIENCE),
                    store,
                    warehouse,
                    connections.roots(),
                    clock,
                    grace);
            Report report = Comparison.of(gathering.gather(contents, since), grace);
            if (Boolean.parseBoolean(settings.get("json", "false"))) {
                out.println(ReportText.json(report));
            } else {
                ReportText.print(report, out);
            }
            settings.find("metrics")
                    .ifPresent(file -> write(Path.of(file), ReportMetrics.text(report, clock.instant())));
            List<Repair> repairs =
                    report.findings().stream().map(Finding::repair).distinct().toList();
            settings.find("repairs").ifPresent(file -> write(Path.of(file), ReportText.forRelay(repairs)));
            if (Boolean.parseBoolean(settings.get("repair", "false"))) {
                repairs.forEach(repair -> perform(repair, warehouse));
            }
            return code(repairs);
        }
    }

    private static int code(List<Repair> repairs) {
        if (repairs.isEmpty()) {
            return 0;
        }
        return repairs.stream().anyMatch(Repair.ByHand.class::isInstance) ? FOR_A_PERSON : DIFFERENCES;
    }

    private static void perform(Repair repair, LoadSide warehouse) {
        switch (repair) {
            case Repair.Refresh(var table, var key) -> warehouse.refresh(table, key);
            case Repair.Resume(var table) -> warehouse.resume(table);
            case Repair.Rewrite rewrite -> {}
            case Repair.Enter enter -> {}
            case Repair.ByHand byHand -> {}
        }
    }

    /** Whole or not at all: others may read it at any moment. */
    private static void write(Path file, String text) {
        try {
            Path whole = file.toAbsolutePath();
            Path part = whole.resolveSibling(whole.getFileName() + ".part");
            Files.writeString(part, text);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Unreachable(file + " cannot be written: " + e, e);
        }
    }
}
