package io.freshet.warehouse.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.warehouse.reconcile.Finding;
import io.freshet.warehouse.reconcile.HourCount;
import io.freshet.warehouse.reconcile.Repair;
import io.freshet.warehouse.reconcile.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a person, a program and the relay read of a report. */
final class ReportText {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ReportText() {}

    static void print(Report report, PrintStream out) {
        for (Finding finding : report.findings()) {
            out.println(label(finding.kind()) + "  " + finding.topic()
                    + (finding.key().isEmpty() ? "" : "  " + finding.key()));
            out.println("  " + finding.what());
            out.println("  repair: " + finding.repair().say());
        }
        report.notes().forEach(note -> out.println("note  " + note));
        new TreeMap<>(report.freshness())
                .forEach(
                        (table, age) -> out.println("oldest file not yet in " + table + ": " + age.toSeconds() + " s"));
        counts(report.hours(), out);
        out.println(String.format(
                Locale.ROOT,
                "%,d files with %,d rows; %,d on their way, %,d replaced by repairs. %s",
                report.files(),
                report.rows(),
                report.waiting(),
                report.replaced(),
                report.balances() ? "The books balance." : report.findings().size() + " findings."));
    }

    /** By topic here; by hour in the JSON. */
    private static void counts(List<HourCount> hours, PrintStream out) {
        Map<String, long[]> topics = new TreeMap<>();
        for (HourCount hour : hours) {
            long[] sums = topics.computeIfAbsent(hour.topic(), any -> new long[4]);
            sums[0] += hour.inKafka();
            sums[1] += hour.relayed();
            sums[2] += hour.rejected();
            sums[3] += hour.loaded();
        }
        topics.forEach((topic, sums) -> out.println(String.format(
                Locale.ROOT,
                "%s: %,d records in Kafka, %,d relayed, %,d rejected by the relay, %,d in the table",
                topic,
                sums[0],
                sums[1],
                sums[2],
                sums[3])));
    }

    private static String label(Finding.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String json(Report report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("balances", report.balances())
                .put("files", report.files())
                .put("rows", report.rows())
                .put("waiting", report.waiting())
                .put("replaced", report.replaced());
        ArrayNode findings = root.putArray("findings");
        for (Finding finding : report.findings()) {
            findings.addObject()
                    .put("kind", label(finding.kind()))
                    .put("topic", finding.topic())
                    .put("key", finding.key())
                    .put("what", finding.what())
                    .put("repair", finding.repair().say());
        }
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        ObjectNode freshness = root.putObject("oldest_seconds_not_loaded");
        report.freshness().forEach((table, age) -> freshness.put(table, age.toSeconds()));
        ArrayNode hours = root.putArray("hours");
        for (HourCount hour : report.hours()) {
            hours.addObject()
                    .put("topic", hour.topic())
                    .put("hour", hour.hour().toString())
                    .put("in_kafka", hour.inKafka())
                    .put("relayed", hour.relayed())
                    .put("rejected", hour.rejected())
                    .put("loaded", hour.loaded())
                    .put("judged", hour.whole());
        }
        return written(root);
    }

    /** What the relay's program is to mend: one JSON object a line. */
    static String forRelay(List<Repair> repairs) {
        StringBuilder lines = new StringBuilder();
        for (Repair repair : repairs) {
            ObjectNode one = JSON.createObjectNode();
            switch (repair) {
                case Repair.Rewrite(var key, var range, var format, var codec, var afterwards) ->
                    one.put("key", key)
                            .put("topic", range.topic())
                            .put("topic_id", range.topicId())
                            .put("partition", range.partition())
                            .put("from", range.from())
                            .put("until", range.until())
                            .put("format", format)
                            .put("codec", codec);
                case Repair.Enter(var key, var range, var format, var codec) ->
                    one.put("key", key)
                            .put("topic", range.topic())
                            .put("topic_id", range.topicId())
                            .put("partition", range.partition())
                            .put("from", range.from())
                            .put("until", range.until())
                            .put("format", format)
                            .put("codec", codec);
                case Repair.Refresh refresh -> {}
                case Repair.Resume resume -> {}
                case Repair.ByHand byHand -> {}
            }
            if (!one.isEmpty()) {
                lines.append(one).append('\n');
            }
        }
        return lines.toString();
    }

    private static String written(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
