package io.freshet.warehouse.migrate;

import java.util.List;
import java.util.function.Consumer;

/**
 * Runs what is pending, one statement after the other, each followed by its entry in the journal. Cut off anywhere, it is run again and goes on
 * at the statement that has no entry: every statement can be repeated.
 */
public final class Applier {
    private final Consumer<String> session;
    private final Journal journal;
    private final Consumer<Statement> progress;

    /**
     * Ready to run.
     *
     * @param session runs one statement; throws when it is refused
     * @param progress told before each
     */
    public Applier(Consumer<String> session, Journal journal, Consumer<Statement> progress) {
        this.session = session;
        this.journal = journal;
        this.progress = progress;
    }

    /** @return how many statements ran */
    public int apply(List<Statement> wanted) {
        Plan plan = Plan.of(wanted, journal.applied());
        for (Statement statement : plan.pending()) {
            progress.accept(statement);
            session.accept(statement.sql());
            journal.record(statement);
        }
        return plan.pending().size();
    }
}
