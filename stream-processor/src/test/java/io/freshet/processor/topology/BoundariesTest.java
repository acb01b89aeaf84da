package io.freshet.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.processor.declare.TestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The boundary rules of the guide, row by row: a declared job in its real topology does what the row says. */
class BoundariesTest {
    private static final Path GUIDE = Path.of(System.getProperty("freshet.home"), "docs/jobs.md");
    private static final Pattern FIELD = Pattern.compile(
            "\"(window_start|window_end|first_at|last_at|at|events|event_count|state|reason)\":\"?([^,\"}]*)");

    private static final String MINUTES = """
            name: counts
            from: user-activity
            group: { by: [user_id] }
            window: { tumbling: 1m, grace: 1m }
            measures: { events: count() }
            """;
    private static final String COUNTRIES = MINUTES.replace("user_id", "country");
    private static final String SESSIONS = MINUTES.replace("tumbling: 1m", "session: 30m");
    private static final String SLIDING = MINUTES.replace("tumbling: 1m", "sliding: 5m");
    private static final String THREE_FAILURES = """
            name: counts
            from: login-events
            group: { by: [ip_address] }
            pattern: { match: "status == 'FAILED'", at-least: 3, within: 5m }
            """;
    private static final String WARM = """
            name: counts
            from: sensor-readings
            group: { by: [device_id] }
            threshold: { value: temperature, above: 25.0, exit: 24.5 }
            """;

    @TempDir
    private Path folder = Path.of("");

    private int jobs;

    @TestFactory
    Stream<DynamicTest> everyRowOfTheGuideHolds() throws IOException {
        Map<String, Executable> checks = checks();
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row, () -> {
                    assertThat(checks)
                            .as("a row of the guide that is not checked")
                            .containsKey(row);
                    checks.get(row).execute();
                }));
    }

    @Test
    void everyCheckStandsInTheGuide() throws IOException {
        assertThat(rows()).containsExactlyElementsOf(checks().keySet());
    }

    /** The rows between the heading and the next one, without the table's head. */
    private static List<String> rows() throws IOException {
        return Files.readAllLines(GUIDE).stream()
                .dropWhile(line -> !line.equals("## The boundary rules"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> line.substring(2, line.length() - 2)
                        .replace(" | ", " → ")
                        .replace("`", ""))
                .toList();
    }

    private Map<String, Executable> checks() {
        Map<String, Executable> checks = new LinkedHashMap<>();
        checks.put(
                "Which time? → ce_time alone; more than 5 min ahead of its arrival, or unreadable: the arrival",
                this::time);
        checks.put(
                "Which windows has an event at exactly end? → the next one: [start, end)",
                () -> assertThat(told(MINUTES, seen("10:00:59.999"), seen("10:01:00"), CLOSE))
                        .containsExactly(
                                "a window_start=10:00 window_end=10:01 events=1",
                                "a window_start=10:01 window_end=10:02 events=1"));
        checks.put(
                "Windows of what alignment? → multiples of size (hopping: advance) from 1970-01-01T00:00Z, before it too. There is"
                        + " no daylight saving in them: 1d is a day UTC, always 24 h",
                this::alignment);
        checks.put(
                "Events 30:00.000 apart, session: 30m → one session",
                () -> assertThat(told(SESSIONS, seen("10:00:00"), seen("10:30:00"), CLOSE))
                        .containsExactly("a window_start=10:00 window_end=10:30 events=2"));
        checks.put(
                "Events 30:00.001 apart → two",
                () -> assertThat(told(SESSIONS, seen("10:00:00"), seen("10:30:00.001"), CLOSE))
                        .containsExactly(
                                "a window_start=10:00 window_end=10:00 events=1",
                                "a window_start=10:30:00.001 window_end=10:30:00.001 events=1"));
        checks.put(
                "A session's window_start, window_end → the times of its first and its last event, both inclusive",
                () -> assertThat(told(SESSIONS, seen("10:00:00.007"), seen("10:20:00.013"), CLOSE))
                        .containsExactly("a window_start=10:00:00.007 window_end=10:20:00.013 events=2"));
        checks.put(
                "Three events, the first and the last 5:00.000 apart, within: 5m → an alert",
                () -> assertThat(
                                told(THREE_FAILURES, failed("10:00:00"), failed("10:03:00"), failed("10:05:00"), ENDED))
                        .containsExactly("ip first_at=10:00 last_at=10:05 event_count=3"));
        checks.put(
                "5:00.001 apart → none",
                () -> assertThat(told(
                                THREE_FAILURES, failed("10:00:00"), failed("10:03:00"), failed("10:05:00.001"), ENDED))
                        .isEmpty());
        checks.put(
                "sliding: 5m: is an event exactly 5:00.000 before another one in its window? → yes",
                () -> assertThat(told(SLIDING, seen("10:00:00"), seen("10:05:00"), seen("10:05:00.001"), CLOSE))
                        .containsExactly(
                                "a window_start=09:55 window_end=10:00 events=1",
                                "a window_start=10:00 window_end=10:05 events=2",
                                "a window_start=10:00:00.001 window_end=10:05:00.001 events=2"));
        checks.put(
                "Value equal to above → no ENTER",
                () -> assertThat(told(WARM, measured("10:00:00", 25.0), measured("10:01:00", 25.000_001), CALM))
                        .containsExactly("d state=ENTER at=10:01"));
        checks.put(
                "Value equal to exit → EXIT",
                () -> assertThat(told(
                                WARM,
                                measured("10:00:00", 26),
                                measured("10:01:00", 24.500_001),
                                measured("10:02:00", 24.5),
                                CALM))
                        .containsExactly("d state=ENTER at=10:00", "d state=EXIT at=10:02"));
        checks.put(
                "When is a window closed? → when the watermark, the least of all source partitions that are not idle, reaches end +"
                        + " grace; of sessions, is past last event + gap + grace",
                this::closing);
        checks.put(
                "What is late? → tumbling, hopping: an event all of whose windows are closed. Sessions and sliding windows: an event"
                        + " more than the grace behind the watermark",
                this::lateness);
        checks.put(
                "A grouping field is null → the event is in no group: counted and left out",
                () -> assertThat(told(COUNTRIES, from("null"), CLOSE)).isEmpty());
        checks.put(
                "A grouping field is empty → dead-lettered (missing-field)",
                () -> assertThat(told(COUNTRIES, from("\"\""), CLOSE))
                        .containsExactly("rejected reason=missing-field"));
        checks.put(
                "A group of more than 1,024 bytes, or with a control character → dead-lettered (invalid-key)",
                this::groups);
        checks.put(
                "The filter is null → left out",
                () -> assertThat(told(MINUTES + "where: \"country < 'M'\"\n", from("null"), from("\"Z\""), CLOSE))
                        .isEmpty());
        checks.put(
                "A window without events → no result",
                () -> assertThat(told(MINUTES, seen("10:00:00"), seen("10:03:00"), CLOSE))
                        .containsExactly(
                                "a window_start=10:00 window_end=10:01 events=1",
                                "a window_start=10:03 window_end=10:04 events=1"));
        return checks;
    }

    /** Everything arrives at noon. */
    private void time() {
        assertThat(told(MINUTES, at("2026-11-20T10:00:00Z", "2026-11-20T09:00:00Z"), CLOSE))
                .as("whatever the event itself says")
                .containsExactly("a window_start=10:00 window_end=10:01 events=1");
        assertThat(told(MINUTES, seen("12:05:00"), CLOSE))
                .containsExactly("a window_start=12:05 window_end=12:06 events=1");
        for (String unbelievable : List.of("2026-11-20T12:05:00.001Z", "tomorrow", "2126-11-20T12:00:00Z")) {
            assertThat(told(MINUTES, at(unbelievable, "2026-11-20T10:00:00Z"), CLOSE))
                    .as(unbelievable)
                    .containsExactly("a window_start=12:00 window_end=12:01 events=1");
        }
    }

    private void alignment() {
        assertThat(told(MINUTES, on("1969-12-31T23:59:59.999Z"), on("1970-01-01T00:00:00Z"), CLOSE))
                .containsExactly(
                        "a window_start=1969-12-31T23:59 window_end=1970-01-01T00:00 events=1",
                        "a window_start=1970-01-01T00:00 window_end=1970-01-01T00:01 events=1");
        assertThat(told(MINUTES.replace("tumbling: 1m", "hopping: 3m, advance: 2m"), on("1969-12-31T23:59:00Z"), CLOSE))
                .containsExactly("a window_start=1969-12-31T23:58 window_end=1970-01-01T00:01 events=1");
        String days = MINUTES.replace("tumbling: 1m", "tumbling: 1d");
        // In Berlin that day begins at 23:00Z, ends at 22:00Z, and has 23 hours.
        assertThat(told(
                        days,
                        on("2019-03-30T23:00:00Z"),
                        on("2019-03-31T00:00:00Z"),
                        on("2019-03-31T22:00:00Z"),
                        on("2019-04-01T00:00:00Z"),
                        CLOSE))
                .containsExactly(
                        "a window_start=2019-03-30T00:00 window_end=2019-03-31T00:00 events=1",
                        "a window_start=2019-03-31T00:00 window_end=2019-04-01T00:00 events=2",
                        "a window_start=2019-04-01T00:00 window_end=2019-04-02T00:00 events=1");
    }

    private void closing() {
        assertThat(told(MINUTES, seen("10:00:00"), seen("10:01:59.999"))).isEmpty();
        assertThat(told(MINUTES, seen("10:00:00"), seen("10:02:00")))
                .containsExactly("a window_start=10:00 window_end=10:01 events=1");
        assertThat(told(SESSIONS, seen("10:00:00"), other("10:31:00"))).isEmpty();
        assertThat(told(SESSIONS, seen("10:00:00"), other("10:31:00.001")))
                .containsExactly("a window_start=10:00 window_end=10:00 events=1");
        String both = MINUTES.replace("from: user-activity", "from: [user-activity, login-events]");
        assertThat(told(both, failed("10:00:30"), seen("10:05:00"))).isEmpty();
        assertThat(told(both, failed("10:00:30"), seen("10:05:00"), failed("10:02:00")))
                .as("the least of both has come to the end and the grace")
                .containsExactly("u window_start=10:00 window_end=10:01 events=1");
        assertThat(told(both, quiet(29))).isEmpty();
        assertThat(told(both, quiet(31)))
                .as("both are idle: the latest has come there")
                .containsExactly("u window_start=10:00 window_end=10:01 events=1");
    }

    /** Two sources, and then nothing for so many times two seconds. */
    private static String[] quiet(int times) {
        return Stream.concat(
                        Stream.of(failed("10:00:30"), seen("10:05:00")),
                        Stream.generate(() -> "wall PT2S").limit(times))
                .toArray(String[]::new);
    }

    private void lateness() {
        assertThat(told(MINUTES, seen("10:02:00"), seen("10:00:59.999"), seen("10:01:00")))
                .containsExactly("late a");
        assertThat(told(
                        MINUTES.replace("tumbling: 1m", "hopping: 2m, advance: 1m"),
                        seen("10:03:00"),
                        seen("10:00:59.999"),
                        seen("10:01:00")))
                .as("one of two windows of the first is closed, and it is late for that one")
                .containsExactly("late a", "late a");
        for (String job : List.of(SESSIONS, SLIDING)) {
            assertThat(told(job, other("10:02:00"), seen("10:01:00"))).isEmpty();
            assertThat(told(job, other("10:02:00"), seen("10:00:59.999"))).containsExactly("late a");
        }
    }

    private void groups() {
        assertThat(told(COUNTRIES, from("\"" + "x".repeat(1_024) + "\""), CLOSE))
                .containsExactly("x".repeat(1_024) + " window_start=10:00 window_end=10:01 events=1");
        assertThat(told(COUNTRIES, from("\"" + "x".repeat(1_025) + "\""), CLOSE))
                .containsExactly("rejected reason=invalid-key");
        assertThat(told(COUNTRIES, from("\"" + "é".repeat(513) + "\""), CLOSE))
                .as("bytes, not characters")
                .containsExactly("rejected reason=invalid-key");
        assertThat(told(COUNTRIES, from("\"a\\u0001b\""), CLOSE)).containsExactly("rejected reason=invalid-key");
    }

    private static final String CLOSE = "close user-activity";
    private static final String ENDED = "close login-events";
    private static final String CALM = "close sensor-readings";

    private static String seen(String time) {
        return on("2026-11-20T" + time + "Z");
    }

    private static String on(String time) {
        return at(time, time);
    }

    private static String at(String ceTime, String own) {
        return "at " + ceTime + " user-activity {\"timestamp\":\"" + own + "\",\"user_id\":\"a\",\"action\":\"view\"}";
    }

    private static String other(String time) {
        return seen(time).replace("\"a\"", "\"z\"");
    }

    /** @param country as it stands in JSON */
    private static String from(String country) {
        return "user-activity {\"timestamp\":\"2026-11-20T10:00:00Z\",\"user_id\":\"a\",\"action\":\"view\",\"country\":"
                + country + "}";
    }

    private static String failed(String time) {
        return "login-events {\"user_id\":\"u\",\"ip_address\":\"ip\",\"status\":\"FAILED\",\"timestamp\":\"2026-11-20T"
                + time + "Z\"}";
    }

    private static String measured(String time, double temperature) {
        return "sensor-readings {\"device_id\":\"d\",\"timestamp\":\"2026-11-20T" + time + "Z\",\"temperature\":"
                + temperature + "}";
    }

    /** What the job writes, a line each: of a result the group and what is at the boundary, today's times without the day. */
    private List<String> told(String job, String... lines) {
        try (JobDriver driver = new JobDriver(TestJobs.plan(job), folder.resolve("job-" + jobs++))) {
            Stream.of(lines).forEach(driver::run);
            return driver.written().stream().map(BoundariesTest::told).toList();
        }
    }

    private static String told(String written) {
        String[] parts = written.split(" ", 3);
        if (parts[0].endsWith(".late")) {
            return "late " + parts[1];
        }
        StringBuilder told = new StringBuilder(parts[0].equals("counts") ? parts[1] : "rejected");
        Matcher fields = FIELD.matcher(parts[2]);
        while (fields.find()) {
            String value = fields.group(2)
                    .replace("2026-11-20T", "")
                    .replace("Z", "")
                    .replaceFirst("(\\d\\d:\\d\\d):00$", "$1");
            told.append(' ').append(fields.group(1)).append('=').append(value);
        }
        return told.toString();
    }
}
