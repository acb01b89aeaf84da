package io.freshet.warehouse.migrate;

import java.util.Map;

/** What was applied. Kept in the warehouse itself, so that whoever applies next knows. */
public interface Journal {
    /** Checksums by the id of the statement. */
    Map<String, String> applied();

    /** To be called after the statement has run. Repeating it is harmless. */
    void record(Statement statement);
}
