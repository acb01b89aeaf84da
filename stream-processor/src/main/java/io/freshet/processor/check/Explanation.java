package io.freshet.processor.check;

import io.freshet.processor.declare.Behaviour;
import io.freshet.processor.declare.Durations;
import io.freshet.processor.declare.Emit;
import io.freshet.processor.declare.Field;
import io.freshet.processor.declare.JobPlan;
import io.freshet.processor.declare.Measures;
import io.freshet.processor.declare.ResultField;
import io.freshet.processor.declare.Source;
import io.freshet.processor.declare.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/** What a job does, keeps and costs, in lines for a person. */
final class Explanation {
    private static final int CHANGELOG_OVERHEAD = 60;

    private final JobPlan plan;
    private final List<String> lines = new ArrayList<>();

    private Explanation(JobPlan plan) {
        this.plan = plan;
    }

    static List<String> of(JobPlan plan) {
        Explanation explanation = new Explanation(plan);
        explanation.write();
        return explanation.lines;
    }

    private void write() {
        lines.add(plan.name() + ", version " + plan.version() + " (fingerprint " + plan.fingerprint() + ")");
        line("reads", plan.sources().stream().map(Source::type).collect(Collectors.joining(", ")) + ": " + used());
        plan.deduplication()
                .ifPresent(d -> line(
                        "first",
                        "leaves out what has the type, source and id of an event of the last " + text(d.within())
                                + ", remembering " + number(d.entries()) + " ids a partition: at most "
                                + bytes(d.entries() * 40) + " each; what would be over passes and is counted"));
        plan.grouping().ifPresent(grouping -> {
            String by = grouping.slots().stream()
                    .map(slot -> plan.layout().field(slot).name())
                    .collect(Collectors.joining(", "));
            line(
                    "groups by",
                    by
                            + (isKeyedBy(by)
                                    ? ", which keys every source: no repartition topic, if all have as many partitions"
                                    : ": events travel through the repartition topic " + plan.name()
                                            + "-groups-repartition, with the watermark of their partition"));
        });
        switch (plan.behaviour()) {
            case Behaviour.Windowed(Window window, Measures measures) -> windowed(window, measures);
            case Behaviour.Pattern pattern -> pattern(pattern);
            case Behaviour.Threshold threshold -> threshold(threshold);
            case Behaviour.Silence silence -> silence(silence);
            case Behaviour.Enrichment enrichment -> enrichment(enrichment);
            case Behaviour.Copy copy -> line("does", "passes every other event on as it is");
        }
        line("writes", plan.into() + ", keyed by " + key() + ": " + fields());
    }

    private void windowed(Window window, Measures measures) {
        WindowLines described = WindowLines.of(window);
        line("windows", described.what());
        line("final", described.closes());
        line("late", described.late() + "; it goes to " + plan.lateTopic());
        line(
                "emits",
                window.emit() == Emit.FINAL
                        ? "one result per group and window, when it closes"
                        : "the window's result so far whenever it changed, with each commit; the last one is final");
        long each = measures.maxStateBytes() + CHANGELOG_OVERHEAD;
        line(
                "keeps",
                "at most " + bytes(each) + " per group and window, " + described.open()
                        + "; deleted when the window closes, in the changelog too (compacted only)");
        line("so", "1,000 groups keep at most " + bytes(Math.multiplyExact(1_000L, described.windows()) * each));
    }

    private void pattern(Behaviour.Pattern pattern) {
        line(
                "alerts",
                pattern.atLeast() + " matching events of a group within " + text(pattern.within())
                        + ", both ends included; then none for " + text(pattern.coolDown()));
        line(
                "late",
                "an event more than " + text(pattern.grace()) + " behind the watermark; it goes to "
                        + plan.lateTopic());
        line(
                "keeps",
                "the times of matching events per group: at most "
                        + bytes(CHANGELOG_OVERHEAD + 32L * pattern.atLeast()) + ", forgotten " + text(pattern.within())
                        + " after the last");
    }

    private void threshold(Behaviour.Threshold threshold) {
        String side = threshold.above() ? "above " : "below ";
        String back = threshold.above() ? "at or below " : "at or above ";
        String held = threshold.minimum().isZero() ? "" : " for " + text(threshold.minimum());
        line("alerts", "ENTER " + side + threshold.enter() + held + ", EXIT " + back + threshold.exit());
        line(
                "late",
                "an event more than " + text(threshold.grace()) + " behind the watermark; it goes to "
                        + plan.lateTopic());
        line(
                "keeps",
                "the state of every group: " + bytes(CHANGELOG_OVERHEAD + 64L) + ", for as long as the job lives");
    }

    private void silence(Behaviour.Silence silence) {
        line(
                "alerts",
                "a group not heard for more than " + text(silence.after()) + " of the wall clock; none for "
                        + text(silence.suppressAfterStart()) + " after our own start; one for all when more than "
                        + Math.round(silence.fleetShare() * 100) + " % fall silent together");
        line(
                "keeps",
                "when every group was last heard: " + bytes(CHANGELOG_OVERHEAD + 40L) + ", forgotten after "
                        + text(silence.forgetAfter()));
    }

    private void enrichment(Behaviour.Enrichment enrichment) {
        String fields =
                enrichment.tableLayout().fields().stream().map(Field::name).collect(Collectors.joining(", "));
        line(
                "looks up",
                enrichment.table().type() + " by "
                        + plan.layout().field(enrichment.keySlot()).name() + ": " + fields
                        + (enrichment.asOf() ? ", as it was at the event's time" : ", as it is"));
        line("without", enrichment.inner() ? "events without a row are left out" : "events without a row have nulls");
        line(
                "keeps",
                "the whole table"
                        + (enrichment.asOf() ? ", and superseded rows for " + text(enrichment.keepVersions()) : ""));
    }

    private boolean isKeyedBy(String field) {
        return plan.sources().stream()
                .allMatch(source -> field.equals(source.schema().getObjectProp("freshet.key")));
    }

    private String used() {
        List<Field> fields = plan.layout().fields();
        String used = IntStream.range(0, plan.layout().sourceFields())
                .mapToObj(slot -> fields.get(slot).name())
                .collect(Collectors.joining(", "));
        return used.isEmpty() ? "no field of it" : used;
    }

    private String key() {
        return plan.result().schema().getObjectProp("freshet.key") instanceof String key ? key : "the event's key";
    }

    private String fields() {
        return plan.result().fields().stream().map(Explanation::field).collect(Collectors.joining(", "));
    }

    private static String field(ResultField field) {
        Schema schema = field.schema();
        boolean nullable = schema.getType() == Schema.Type.UNION;
        Schema type = nullable
                ? schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema)
                : schema;
        String name = type.getLogicalType() == null
                ? type.getType().getName()
                : type.getLogicalType().getName();
        return field.name() + " " + name + (nullable ? "?" : "");
    }

    private void line(String what, String text) {
        lines.add("  " + what + " ".repeat(Math.max(1, 11 - what.length())) + text);
    }

    static String text(Duration duration) {
        return Durations.text(duration);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String bytes(long bytes) {
        return bytes < 10_000
                ? number(bytes) + " bytes"
                : bytes < 10_000_000 ? number(bytes / 1_000) + " kB" : number(bytes / 1_000_000) + " MB";
    }
}
