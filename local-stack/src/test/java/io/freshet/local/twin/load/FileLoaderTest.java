package io.freshet.local.twin.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.freshet.local.twin.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLoaderTest {
    private static final String NAME = "v1/numbers/AbCdEfGhIjKlMnOpQrStUv/p=00000/dt=2026-11-20/"
            + "00000000000000000000-00000000000000000002.ndjson.zst";
    private static final StoredFile FILE =
            new StoredFile(ObjectKey.parse("", NAME).orElseThrow(), 1, "etag", java.time.Instant.EPOCH);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Warehouse warehouse;

    @SuppressWarnings("NullAway.Init")
    private LoadHistory history;

    @SuppressWarnings("NullAway.Init")
    private FileLoader loader;

    @BeforeEach
    void open() throws SQLException {
        warehouse = Warehouse.open(data.resolve("warehouse.duckdb"));
        history = LoadHistory.read(warehouse);
        loader = new FileLoader(warehouse, history, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void loadsRowsAndHistoryTogether() throws Exception {
        loader.load(FILE, content("{\"n\":1}\n{\"n\":2}\n"));
        assertThat(count("bronze.numbers")).isEqualTo(2);
        assertThat(count("ops.load_history WHERE status = 'LOADED' AND row_count = 2"))
                .isEqualTo(1);
        assertThat(history.knows(NAME)).isTrue();
        assertThat(LoadHistory.read(warehouse).knows(NAME)).isTrue();
    }

    @Test
    void loadsNoRowWhenTheHistoryCannotBeWritten() throws Exception {
        execute("INSERT INTO ops.load_history VALUES ('" + NAME + "', 't', 'LOADED', 0, 0, 'e', NULL, NULL,"
                + " TIMESTAMPTZ '2026-11-20 12:00:00+00')");
        Path content = content("{\"n\":1}\n");
        assertThatThrownBy(() -> loader.load(FILE, content)).isInstanceOf(SQLException.class);

        assertThat(count("information_schema.tables WHERE table_name = 'numbers'"))
                .as("not even the table")
                .isZero();
    }

    @Test
    void loadsNoRowOfAFileThatIsBadAtItsEnd() throws Exception {
        loader.load(FILE, content("{\"n\":1}\n{\"n\":2}\n{\"n\":"));
        assertThat(count("information_schema.tables WHERE table_name = 'numbers'"))
                .isZero();
        assertThat(count("ops.load_history WHERE status = 'LOAD_FAILED' AND first_error_line = 3"))
                .isEqualTo(1);
        assertThat(history.knows(NAME)).isTrue();
    }

    private Path content(String rows) throws Exception {
        return Files.write(data.resolve("content"), Zstd.compress(rows.getBytes(UTF_8)));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String from) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
