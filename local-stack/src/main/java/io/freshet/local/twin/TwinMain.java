package io.freshet.local.twin;

import io.freshet.local.store.StoreAccess;
import io.freshet.local.twin.load.Announcements;
import io.freshet.local.twin.load.DisturbedAnnouncements;
import io.freshet.local.twin.load.FileLoader;
import io.freshet.local.twin.load.LoadHistory;
import io.freshet.local.twin.load.LoadLoop;
import io.freshet.local.twin.load.ObjectStoreFiles;
import io.freshet.local.twin.load.Pipes;
import io.freshet.local.twin.query.QueryLimits;
import io.freshet.local.twin.query.QueryRunner;
import io.freshet.local.twin.query.QueryServer;
import io.freshet.local.twin.warehouse.Warehouse;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** The twin's process. */
public final class TwinMain {
    private static final Logger LOG = Logger.getLogger(TwinMain.class);

    private TwinMain() {}

    /**
     * Starts loading and answering, until told to end.
     *
     * @param arguments the path of the settings
     */
    public static void main(String[] arguments) throws Exception {
        TwinSettings settings;
        try (Reader text = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings = TwinSettings.read(text);
        }
        start(settings, Clock.systemUTC());
    }

    private static void start(TwinSettings settings, InstantSource clock) throws Exception {
        StoreAccess store = settings.store();
        Path data = settings.dataDirectory();
        Warehouse warehouse = Warehouse.open(data.resolve("warehouse.duckdb"));
        LoadHistory history = LoadHistory.read(warehouse);
        Pipes pipes = Pipes.read(warehouse);
        ObjectStoreFiles files = ObjectStoreFiles.connect(store, data.resolve("download.tmp"));
        Announcements announcements = settings.disturbance().isPresent()
                ? new DisturbedAnnouncements(settings.disturbance().getAsLong())
                : Announcements.AS_LISTED;
        LoadLoop loop = new LoadLoop(
                files,
                new FileLoader(warehouse, history, clock),
                history,
                pipes,
                announcements,
                settings.poll(),
                clock);
        QueryRunner queries = new QueryRunner(warehouse, QueryLimits.of(settings.rowLimit(), settings.queryTimeout()));
        QueryServer server = QueryServer.start(settings.port(), TwinToken.of(data), queries, pipes, loop::storeAnswers);
        Thread loading = new Thread(loop, "load");
        loading.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, loop, loading, warehouse), "stop-twin"));
        LOG.infof("Twin serves. port=%d store=%s", settings.port(), store);
    }

    private static void end(QueryServer server, LoadLoop loop, Thread loading, Warehouse warehouse) {
        server.close();
        loop.end(loading);
        warehouse.close();
    }
}
