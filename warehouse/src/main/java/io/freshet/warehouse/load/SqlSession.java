package io.freshet.warehouse.load;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session with Snowflake. Failures are {@link io.freshet.warehouse.Unreachable}, in words for a person. Blocks; one thread. */
public interface SqlSession extends AutoCloseable {
    /** @param each row's values as text */
    void query(String sql, Consumer<List<@Nullable String>> each);

    /** One statement that returns nothing of interest. */
    void execute(String sql);

    @Override
    void close() throws SQLException;
}
