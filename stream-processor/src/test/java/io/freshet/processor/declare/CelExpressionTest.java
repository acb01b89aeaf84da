package io.freshet.processor.declare;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.Reason;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions mean where people and languages differ. */
class CelExpressionTest {
    private static final String FAILED = "FAILED";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
                    context.page == null                            ;       ; true
                    context.page == null                            ;home ; false
                    context.page != ''                              ;       ; true
                    context.page != ''                              ;       ; true
                    context.page == 'home'                          ;       ; false
                    context.page < 'x'                              ;       ; null
                    context.page.startsWith('h')                    ;       ; null
                    context.page.startsWith('h')                    ;home ; true
                    true || context.page < 'x'                      ;       ; true
                    false && context.page < 'x'                     ;       ; false
                    !(context.page < 'x')                           ;       ; null
                    size(context.page) > 3                          ;home ; true
                    context.page in ['home', 'shop']                ;home ; true
                    context.page in ['home', 'shop']                ;       ; false
                    count / 0 > 1                                   ;home ; FAILED
                    count / 0 > 1 || true                           ;home ; true
                    count % 0 == 1                                  ;home ; FAILED
                    count + 9223372036854775807 > 0                 ;home ; FAILED
                    int(context.page) > 0                           ;home ; FAILED
                    int(context.page) > 0                           ;       ; null
                    amount > 0.0                                    ;home ; null
                    amount == null                                  ;home ; true
                    double(count) / 0.0 > 1.0                       ;home ; true
                    _time == timestamp('1970-01-01T00:00:01Z')      ;home ; true
                    _time.getHours('Europe/Berlin') == 1            ;home ; true
                    count == 7 ? true : false                       ;home ; true
                    """)
    void means(String cel, @Nullable String page, String expected) {
        Map<String, Object> values = new HashMap<>();
        values.put("context.page", page);
        values.put("count", 7L);
        values.put("amount", Double.NaN);
        assertThat(evaluated(cel, values)).isEqualTo(expected);
    }

    @Test
    void aFailureSaysNothingOfTheEvent() {
        Map<String, Object> values = new HashMap<>();
        values.put("context.page", "secret");
        Preparation.Outcome outcome = prepare("int(context.page) > 0", values).outcome();
        assertThat(outcome).isInstanceOfSatisfying(Preparation.Outcome.Failed.class, failed -> {
            assertThat(failed.why().reason()).isEqualTo(Reason.EXPRESSION_FAILED);
            assertThat(failed.why().detail()).doesNotContain("secret");
        });
    }

    private record Prepared(JobPlan plan, Row row, Preparation.Outcome outcome) {}

    private static String evaluated(String cel, Map<String, Object> values) {
        Prepared prepared = prepare(cel, values);
        if (prepared.outcome() instanceof Preparation.Outcome.Failed) {
            return FAILED;
        }
        for (int slot = 0; slot < prepared.plan().layout().size(); slot++) {
            if (prepared.plan().layout().field(slot).name().equals("answer")) {
                return String.valueOf(prepared.row().get(slot));
            }
        }
        throw new AssertionError("no slot of the answer");
    }

    private static Prepared prepare(String cel, Map<String, Object> values) {
        JobPlan plan = TestJobs.plan("name: cel\nfrom: nested-events\nderive:\n  answer: \"" + cel
                + "\"\ngroup: { by: [id] }\nwindow: { tumbling: 1h }\nmeasures: { n: count(answer) }\n");
        @Nullable Object[] slots = new @Nullable Object[plan.layout().size()];
        for (int slot = 0; slot < plan.layout().sourceFields(); slot++) {
            slots[slot] = values.get(plan.layout().field(slot).name());
        }
        Row row = new Row(1_000, 0, 0, 0, slots);
        return new Prepared(plan, row, plan.preparation().prepare(row));
    }
}
