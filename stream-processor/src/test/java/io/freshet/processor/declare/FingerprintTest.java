package io.freshet.processor.declare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes of a declaration need a new version, and which do not. */
class FingerprintTest {
    private static final String BASE = """
            name: totals
            from: order-events
            where: order_status == 'PAID'
            group: { by: [customer_id] }
            window: { tumbling: 1h, grace: 5m, emit: final }
            measures:
              n: count()
              total: sum(order_total)
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    grace: 5m                | grace: 6m                        | same
                    emit: final              | emit: updates                    | same
                    name: totals             | "# said\\nname: totals"          | same
                    tumbling: 1h             | tumbling: 2h                     | other
                    tumbling: 1h             | session: 1h                      | other
                    == 'PAID'                | == 'OPEN'                        | other
                    customer_id              | order_id                         | other
                    n: count()               | m: count()                       | other
                    sum(order_total)         | max(order_total)                 | other
                    name: totals             | name: others                     | other
                    """)
    void aChangeOfWhatTheStateDependsOnIsAnother(String before, String after, String expected) {
        String changed = BASE.replace(before, after.replace("\\n", "\n").replace("\"", ""));
        assertThat(changed).isNotEqualTo(BASE);
        boolean same =
                TestJobs.plan(changed).fingerprint().equals(TestJobs.plan(BASE).fingerprint());
        assertThat(same ? "same" : "other").isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"version: 2", "description: totals", "into: other-totals", "deduplicate: { within: 1h }"})
    void whatTheStateDoesNotDependOnMayBeAdded(String line) {
        assertThat(TestJobs.plan(BASE + line + "\n").fingerprint())
                .isEqualTo(TestJobs.plan(BASE).fingerprint());
    }
}
