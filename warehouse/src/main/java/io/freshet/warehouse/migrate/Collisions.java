package io.freshet.warehouse.migrate;

import io.freshet.warehouse.load.SqlSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tables that are there already, bear the name of one that is to be made, and are not ours: IF NOT EXISTS would take them for it. */
public final class Collisions {
    private static final Set<String> OURS = Set.of("src", "file_name", "file_row", "loaded_at");
    private static final String TABLE = "T__";

    private Collisions() {}

    /** @throws IllegalArgumentException naming them */
    public static void refuse(List<Statement> pending, SqlSession session, String database) {
        Map<String, Set<String>> columns = new HashMap<>();
        session.query(
                "SELECT table_name, column_name FROM " + database
                        + ".information_schema.columns WHERE table_schema = 'BRONZE'",
                row -> columns.computeIfAbsent(lower(row.get(0)), any -> new TreeSet<>())
                        .add(lower(row.get(1))));
        List<String> foreign = new ArrayList<>();
        for (Statement statement : pending) {
            if (statement.id().startsWith(TABLE) && statement.id().endsWith("/1")) {
                String table =
                        statement.id().substring(TABLE.length(), statement.id().length() - 2);
                Set<String> there = columns.get(table);
                if (there != null && !there.equals(OURS)) {
                    foreign.add("bronze." + table + " " + there);
                }
            }
        }
        if (!foreign.isEmpty()) {
            throw new IllegalArgumentException("Tables of these names are there already and are not Freshet's: "
                    + String.join(", ", foreign) + ". Rename them, or give the topics other names.");
        }
    }

    private static String lower(@Nullable String name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }
}
