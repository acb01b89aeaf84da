package io.freshet.warehouse.ops;

import io.freshet.warehouse.reconcile.Finding;
import io.freshet.warehouse.reconcile.Report;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A report as metrics in Prometheus' text format, for the textfile collector of its node exporter or a push gateway.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
final class ReportMetrics {
    private ReportMetrics() {}

    static String text(Report report, Instant at) {
        StringBuilder text = new StringBuilder();
        head(text, "freshet_reconcile_findings", "What does not agree, by kind.");
        Arrays.stream(Finding.Kind.values())
                .forEach(kind -> text.append("freshet_reconcile_findings{kind=\"")
                        .append(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .append("\"} ")
                        .append(report.findings().stream()
                                .filter(finding -> finding.kind() == kind)
                                .count())
                        .append('\n'));
        gauge(text, "freshet_reconcile_files", "Files in the books.", report.files());
        gauge(text, "freshet_reconcile_rows", "Rows in these files.", report.rows());
        gauge(text, "freshet_reconcile_waiting", "Files on their way to the table.", report.waiting());
        gauge(text, "freshet_reconcile_replaced", "Files in whose stead another was written.", report.replaced());
        gauge(text, "freshet_reconcile_time_seconds", "When the books were compared.", at.getEpochSecond());
        head(text, "freshet_table_oldest_unloaded_seconds", "Age of the oldest file whose rows are not in the table.");
        new TreeMap<>(report.freshness())
                .forEach((table, age) -> text.append("freshet_table_oldest_unloaded_seconds{table=\"")
                        .append(table)
                        .append("\"} ")
                        .append(age.toSeconds())
                        .append('\n'));
        return text.toString();
    }

    private static void gauge(StringBuilder text, String name, String help, long value) {
        head(text, name, help);
        text.append(name).append(' ').append(value).append('\n');
    }

    private static void head(StringBuilder text, String name, String help) {
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help)
                .append("\n# TYPE ")
                .append(name)
                .append(" gauge\n");
    }
}
