package io.freshet.cli;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a replay goes. */
final class ReplayTarget {
    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    @Option(
            names = "--prefix",
            paramLabel = "P",
            required = true,
            description = "Under this prefix of the object store, for a new pipe.")
    private @Nullable String prefix;

    @Option(
            names = "--into-table",
            paramLabel = "NAME",
            required = true,
            description = "Into a new table of the local warehouse: bronze.NAME.")
    private @Nullable String table;

    @Nullable
    String table() {
        return table;
    }

    /** @throws Failure when the table cannot be called that */
    String prefix() {
        if (table == null) {
            return String.valueOf(prefix);
        }
        if (!TABLE.matcher(table).matches()) {
            throw new Failure("A table is called by small letters, digits and _, at most 63 of them: not " + table);
        }
        return "tables/" + table;
    }
}
