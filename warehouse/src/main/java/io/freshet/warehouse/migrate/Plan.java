package io.freshet.warehouse.migrate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is still to be run, in its order. Pure.
 *
 * @param pending of those that were given
 * @param applied how many of them are there already
 */
public record Plan(List<Statement> pending, int applied) {
    /**
     * Compares what should be with what is remembered.
     *
     * @param applied checksums by id
     * @throws IllegalArgumentException when a statement that was applied has changed, when an id is there twice, or when one would drop or
     *     replace something
     */
    public static Plan of(List<Statement> wanted, Map<String, String> applied) {
        List<Statement> pending = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Statement statement : wanted) {
            if (!ids.add(statement.id())) {
                throw new IllegalArgumentException(statement.id() + " is there twice.");
            }
            if (destroys(statement.sql())) {
                throw new IllegalArgumentException(
                        statement.id() + " would drop or replace something; migrations never do.");
            }
            String before = applied.get(statement.id());
            if (before != null && !before.equals(statement.checksum()) && !statement.repeated()) {
                throw new IllegalArgumentException(statement.id()
                        + " was applied with another text. What was applied stays as it is: write a new migration, or set the"
                        + " settings back to what they were.");
            }
            if (before == null || !before.equals(statement.checksum())) {
                pending.add(statement);
            }
        }
        return new Plan(List.copyOf(pending), wanted.size() - pending.size());
    }

    /** A pipe that is made anew forgets what it loaded; a table or database that is made anew loses it. */
    private static boolean destroys(String sql) {
        String head = sql.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
        return (head.startsWith("CREATE OR REPLACE ") && !head.startsWith("CREATE OR REPLACE DYNAMIC TABLE "))
                || head.startsWith("DROP ")
                || head.startsWith("TRUNCATE ")
                || head.startsWith("DELETE ");
    }
}
