package io.freshet.warehouse.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every cut ends in the same place: a warehouse that remembers what was run, and dies where it is told to. */
class ApplierTest {
    private static final List<Statement> ALL = Samples.definition().statements(List.of("shop-activity"));

    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What was run, and what the journal has; every step may be the last. */
    private static final class Fake implements Journal {
        private final Set<String> there = new LinkedHashSet<>();
        private final List<String> ran = new ArrayList<>();
        private final Map<String, String> entries = new HashMap<>();
        private int steps = Integer.MAX_VALUE;

        void run(String sql) {
            step();
            ran.add(sql);
            // What is IF NOT EXISTS, OR REPLACE of the same, GRANT or SET changes nothing the second time.
            there.add(sql);
        }

        @Override
        public Map<String, String> applied() {
            return Map.copyOf(entries);
        }

        @Override
        public void record(Statement statement) {
            step();
            entries.put(statement.id(), statement.checksum());
        }

        private void step() {
            if (steps-- == 0) {
                throw new Cut();
            }
        }

        Applier applier() {
            return new Applier(this::run, this, statement -> {});
        }
    }

    @Test
    void aCutAtAnyStatementAndItsEntryEndsInTheSameState() {
        Fake whole = new Fake();
        whole.applier().apply(ALL);
        for (int cut = 0; cut < 2 * ALL.size(); cut++) {
            Fake broken = new Fake();
            broken.steps = cut;
            assertThatThrownBy(() -> broken.applier().apply(ALL)).isInstanceOf(Cut.class);
            broken.steps = Integer.MAX_VALUE;

            broken.applier().apply(ALL);

            assertThat(List.copyOf(broken.there)).as("cut at %d", cut).isEqualTo(List.copyOf(whole.there));
            assertThat(broken.entries).isEqualTo(whole.entries);
            assertThat(broken.ran)
                    .as("at most the one that was cut ran twice")
                    .hasSizeLessThanOrEqualTo(ALL.size() + 1);
        }
    }

    @Test
    void theSecondTimeNothingRuns() {
        Fake warehouse = new Fake();
        assertThat(warehouse.applier().apply(ALL)).isEqualTo(ALL.size());
        assertThat(warehouse.applier().apply(ALL)).isZero();
    }

    @Test
    void everyStatementCanBeRepeated() {
        assertThat(ALL)
                .allSatisfy(
                        statement -> assertThat(statement.sql())
                                .containsPattern(
                                        "^(?s:CREATE [A-Z ]+ IF NOT EXISTS |CREATE OR REPLACE DYNAMIC TABLE |GRANT |ALTER USER .* SET ).*"));
    }

    @Test
    void whatWasAppliedIsNotChangedBehindItsBack() {
        Statement before = new Statement("V001/1", "CREATE SCHEMA IF NOT EXISTS a", false);
        Statement after = new Statement("V001/1", "CREATE SCHEMA IF NOT EXISTS b", false);

        assertThatThrownBy(() -> Plan.of(List.of(after), Map.of(before.id(), before.checksum())))
                .hasMessageContaining("V001/1 was applied with another text");
    }

    @Test
    void aChangedModelIsMadeAnewAndNothingElseIs() {
        Fake warehouse = new Fake();
        warehouse.applier().apply(ALL);
        List<Statement> changed = ALL.stream()
                .map(statement -> statement.id().equals("M__gold.alerts")
                        ? new Statement(statement.id(), statement.sql() + " -- other", true)
                        : statement)
                .toList();
        warehouse.ran.clear();

        warehouse.applier().apply(changed);

        assertThat(warehouse.ran)
                .singleElement()
                .asString()
                .startsWith("CREATE OR REPLACE DYNAMIC TABLE FRESHET.gold.alerts");
    }

    @Test
    void nothingThatDropsOrReplacesIsEverRun() {
        for (String sql : List.of(
                "CREATE OR REPLACE PIPE p AS COPY INTO t FROM @s",
                "create  or\nreplace pipe p",
                "DROP PIPE p",
                "DROP TABLE t",
                "CREATE OR REPLACE TABLE t (a INT)",
                "TRUNCATE TABLE t",
                "DELETE FROM t")) {
            assertThatThrownBy(() -> Plan.of(List.of(new Statement("x", sql, true)), Map.of()))
                    .as(sql)
                    .hasMessageContaining("would drop or replace");
        }
    }
}
