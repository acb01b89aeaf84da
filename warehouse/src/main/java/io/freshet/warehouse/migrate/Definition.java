package io.freshet.warehouse.migrate;

import io.freshet.warehouse.reconcile.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All that is to be in the warehouse, as statements in their order: schemas, stage, roles, a table and a pipe for each type, silver and gold. */
public final class Definition {
    /** In this order: later ones stand on earlier ones. */
    static final List<String> MODELS = List.of(
            "silver/user_activity",
            "silver/clickstream_events",
            "silver/order_events",
            "silver/login_events",
            "silver/sensor_readings",
            "silver/tracker_events",
            "silver/rejected_events",
            "silver/user_sessions",
            "silver/fraud_alerts",
            "silver/sensor_alerts",
            "silver/device_silence",
            "gold/activity_by_country",
            "gold/orders_hourly",
            "gold/customer_order_totals",
            "gold/sessions_hourly",
            "gold/sensors_hourly",
            "gold/alerts",
            "gold/rejected_hourly");

    /** Topics that models stand on. */
    public static final List<String> TYPES = List.of(
            "user-activity",
            "clickstream-events",
            "order-events",
            "login-events",
            "sensor-readings",
            "tracker-events",
            "customer-order-totals",
            "events.rejected",
            "user-sessions",
            "fraud-alerts",
            "sensor-alerts",
            "device-silence");

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private final String kind;
    private final Map<String, String> variables;

    /**
     * Of one installation.
     *
     * @param kind of the store: {@code s3} or {@code azure}
     * @param variables database, warehouse, location, folder and what the scripts name
     */
    public Definition(String kind, Map<String, String> variables) {
        this.kind = kind;
        this.variables = Map.copyOf(variables);
    }

    /**
     * Everything.
     *
     * @param more topics beside those that models stand on
     * @throws IllegalArgumentException when two topics would have one table, or a setting is missing
     */
    public List<Statement> statements(List<String> more) {
        List<Statement> all = new ArrayList<>();
        all.addAll(script("V001__schemas"));
        all.addAll(script("V002__file_format"));
        all.addAll(script("V003_" + kind + "__stage"));
        all.addAll(script("V004__roles"));
        all.addAll(script("V005__service_user"));
        tables(more).forEach((table, topic) -> all.addAll(ofType(table, topic)));
        for (String model : MODELS) {
            all.add(model(model));
        }
        return List.copyOf(all);
    }

    private static Map<String, String> tables(List<String> more) {
        Map<String, String> tables = new TreeMap<>();
        List<String> topics = new ArrayList<>(TYPES);
        more.stream().filter(topic -> !TYPES.contains(topic)).forEach(topics::add);
        for (String topic : topics) {
            if (!TOPIC.matcher(topic).matches()) {
                throw new IllegalArgumentException("'" + topic + "' cannot be the name of a topic.");
            }
            String table = Tables.of(topic).toLowerCase(Locale.ROOT);
            String other = tables.put(table, topic);
            if (other != null && !other.equals(topic)) {
                throw new IllegalArgumentException("The topics " + other + " and " + topic
                        + " would both be loaded into bronze." + table + ". Give one of them another name.");
            }
        }
        return tables;
    }

    private List<Statement> script(String name) {
        return Script.statements(name, resource("migrations/" + name + ".sql"), variables);
    }

    /** The pipe sees the files of the topic alone; what replays write elsewhere it does not. */
    private List<Statement> ofType(String table, String topic) {
        String bronze = need("database") + ".bronze." + table;
        String notified = kind.equals("azure") ? "\n  INTEGRATION = 'FRESHET_EVENTS'" : "";
        String name = "T__" + table;
        return List.of(
                new Statement(
                        name + "/1",
                        "CREATE TABLE IF NOT EXISTS " + bronze
                                + " (\n  src VARIANT,\n  file_name VARCHAR,\n  file_row NUMBER(38, 0),\n  loaded_at TIMESTAMP_LTZ\n)",
                        false),
                new Statement(
                        name + "/2",
                        "CREATE PIPE IF NOT EXISTS " + bronze + "_pipe\n  AUTO_INGEST = TRUE" + notified
                                + "\nAS\nCOPY INTO "
                                + bronze
                                + " (src, file_name, file_row, loaded_at)\nFROM (\n  SELECT $1, METADATA$FILENAME, METADATA$FILE_ROW_NUMBER,"
                                + " METADATA$START_SCAN_TIME\n  FROM @" + need("database") + ".bronze.files/" + folder()
                                + "v1/" + topic
                                + "/\n)\nFILE_FORMAT = (FORMAT_NAME = '" + need("database") + ".bronze.ndjson')",
                        false));
    }

    private String folder() {
        String prefix = variables.getOrDefault("prefix", "").strip().replaceAll("^/+|/+$", "");
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    private String need(String variable) {
        return Script.filled("The definition", "${" + variable + "}", variables);
    }

    private Statement model(String model) {
        String query = resource("models/" + model + ".sql")
                .lines()
                .filter(line -> !line.startsWith("--"))
                .reduce("", (text, line) -> text + line + "\n")
                .strip();
        String name = model.replace('/', '.');
        String database = need("database");
        return new Statement(
                "M__" + name,
                "CREATE OR REPLACE DYNAMIC TABLE " + database + "." + name
                        + "\n  TARGET_LAG = '1 minute'\n  REFRESH_MODE = INCREMENTAL\n"
                        + "  WAREHOUSE = " + need("warehouse") + "\nAS\n"
                        + query.replaceAll("\\bFROM (bronze|silver)\\.", "FROM " + database + ".$1."),
                true);
    }

    static Optional<String> find(String name) {
        try (InputStream in = Definition.class.getResourceAsStream("/io/freshet/warehouse/" + name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("unreadable in the program: " + name, e);
        }
    }

    private static String resource(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("There is no " + name + "."));
    }
}
