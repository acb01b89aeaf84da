package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.freshet.cli.supervise.PortName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files are deleted, cut off, renamed and held back behind the stack's back; the books tell, mend it, and balance. */
@Order(8)
@ExtendWith(RunningFreshet.Shared.class)
class ReconcileIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TABLE = "clickstream_events";
    private static final int EVENTS = 200;

    @AfterEach
    void letThePipeRun(RunningFreshet freshet) throws Exception {
        alterPipe(freshet, "{\"table\":\"" + TABLE + "\",\"paused\":false}");
    }

    @Test
    void whatHappensToFilesIsFoundMendedAndGoneAtTheSecondLook(RunningFreshet freshet) throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertBalance(freshet));
        List<Path> before = files(freshet);
        long rows = rows(freshet);
        post(freshet, 0);
        awaitRows(freshet, rows + EVENTS);
        await().atMost(PATIENCE).untilAsserted(() -> assertBalance(freshet));
        List<Path> loaded = new ArrayList<>(files(freshet));
        loaded.removeAll(before);
        assertThat(loaded).hasSizeGreaterThanOrEqualTo(3);

        Path deleted = loaded.get(0);
        Path truncated = loaded.get(1);
        Path renamed = loaded.get(2);
        Files.delete(deleted);
        try (RandomAccessFile file = new RandomAccessFile(truncated.toFile(), "rw")) {
            file.setLength(file.length() - 9);
        }
        Files.move(renamed, renamed.resolveSibling("x-" + renamed.getFileName()));
        alterPipe(freshet, "{\"table\":\"" + TABLE + "\",\"paused\":true}");
        post(freshet, EVENTS);
        await().atMost(PATIENCE).until(() -> !paused(freshet).isEmpty());

        JsonNode report = reconcile(freshet, 3, "--json");
        assertThat(kinds(report)).contains("deleted", "truncated", "renamed", "pipe-paused");
        assertThat(keys(report)).contains(key(freshet, deleted), key(freshet, truncated), key(freshet, renamed));

        Command repaired = freshet.run("reconcile", "--grace", "PT0S", "--repair");
        assertThat(repaired.code()).as(repaired.output()).isZero();
        assertThat(repaired.output()).contains("restored/").contains("written and entered in the manifest");

        await().atMost(PATIENCE).untilAsserted(() -> assertBalance(freshet));
        awaitRows(freshet, rows + 2 * EVENTS);
        assertThat(freshet.value(
                        "SELECT count(DISTINCT concat(src->>'$._meta.partition', '/', src->>'$._meta.offset')) FROM bronze."
                                + TABLE))
                .as("no row came twice")
                .isEqualTo(Long.toString(rows + 2 * EVENTS));
    }

    /** A file that was cut off before the warehouse saw it is skipped, and written again under another name. */
    @Test
    void whatIsDamagedBeforeItIsLoadedIsWrittenAgainAndLoadedOnce(RunningFreshet freshet) throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertBalance(freshet));
        long rows = rows(freshet);
        alterPipe(freshet, "{\"table\":\"" + TABLE + "\",\"paused\":true}");
        List<Path> before = files(freshet);
        post(freshet, 1_000);
        await().atMost(PATIENCE).until(() -> files(freshet).size() > before.size() + 1);
        await().atMost(PATIENCE).until(() -> !kinds(reconcileAnyhow(freshet)).isEmpty());
        List<Path> fresh = new ArrayList<>(files(freshet));
        fresh.removeAll(before);
        try (RandomAccessFile file = new RandomAccessFile(fresh.get(0).toFile(), "rw")) {
            file.setLength(file.length() - 9);
        }
        Files.delete(fresh.get(1));
        alterPipe(freshet, "{\"table\":\"" + TABLE + "\",\"paused\":false}");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(kinds(reconcileAnyhow(freshet))).containsExactlyInAnyOrder("truncated", "deleted"));

        Command repaired = freshet.run("reconcile", "--grace", "PT0S", "--repair");
        assertThat(repaired.code()).as(repaired.output()).isZero();

        awaitRows(freshet, rows + EVENTS);
        await().atMost(PATIENCE).untilAsserted(() -> assertBalance(freshet));
    }

    private static void assertBalance(RunningFreshet freshet) {
        Command command = freshet.run("reconcile", "--grace", "PT0S");
        assertThat(command.code()).as(command.output()).isZero();
        assertThat(command.output()).contains("The books balance.");
    }

    private static JsonNode reconcile(RunningFreshet freshet, int code, String... more) throws IOException {
        Command command = freshet.run(Stream.concat(Stream.of("reconcile", "--grace", "PT0S"), Stream.of(more))
                .toArray(String[]::new));
        assertThat(command.code()).as(command.output()).isEqualTo(code);
        return new JsonMapper().readTree(command.output());
    }

    private static JsonNode reconcileAnyhow(RunningFreshet freshet) throws IOException {
        return new JsonMapper()
                .readTree(freshet.run("reconcile", "--grace", "PT0S", "--json").output());
    }

    private static List<String> kinds(JsonNode report) {
        return each(report, "kind").distinct().toList();
    }

    private static List<String> keys(JsonNode report) {
        return each(report, "key").toList();
    }

    private static Stream<String> each(JsonNode report, String field) {
        return StreamSupport.stream(report.path("findings").spliterator(), false)
                .map(finding -> finding.path(field).asText());
    }

    private static Path bucket(RunningFreshet freshet) {
        return freshet.data().resolve("store/objects/freshet");
    }

    private static String key(RunningFreshet freshet, Path file) {
        return bucket(freshet).relativize(file).toString();
    }

    /** In the order in which they were written. */
    private static List<Path> files(RunningFreshet freshet) throws IOException {
        Path folder = bucket(freshet).resolve("v1/clickstream-events");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(
                            file -> file.getFileName().toString().matches("\\d{20}-\\d{20}(\\.r\\d+)?\\.ndjson\\.zst"))
                    .sorted(Comparator.comparing(file -> file.toFile().lastModified()))
                    .toList();
        }
    }

    private static long rows(RunningFreshet freshet) {
        return Long.parseLong(freshet.value("SELECT count(*) FROM bronze." + TABLE));
    }

    private static void awaitRows(RunningFreshet freshet, long rows) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(freshet.value("SELECT count(*) FROM bronze." + TABLE))
                        .isEqualTo(Long.toString(rows)));
    }

    private static JsonNode paused(RunningFreshet freshet) throws Exception {
        JsonNode pipes = new JsonMapper()
                .readTree(pipes(freshet, HttpRequest.newBuilder().GET()));
        return pipes.path(TABLE).path("pendingFileCount").asInt() > 0
                ? pipes.path(TABLE)
                : new JsonMapper().createObjectNode();
    }

    private static void alterPipe(RunningFreshet freshet, String order) throws Exception {
        pipes(freshet, HttpRequest.newBuilder().POST(BodyPublishers.ofString(order)));
    }

    private static String pipes(RunningFreshet freshet, HttpRequest.Builder request) throws Exception {
        String token = Files.readString(freshet.data().resolve("twin/token")).strip();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var response = http.send(
                    request.uri(URI.create("http://127.0.0.1:" + freshet.port(PortName.TWIN) + "/v1/pipes"))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }

    private static void post(RunningFreshet freshet, int from) throws Exception {
        String events = IntStream.range(from, from + EVENTS)
                .mapToObj(n -> String.format(
                        Locale.ROOT,
                        "{\"user_id\":\"u%d\",\"page_url\":\"https://example.org/%d\",\"event_time\":\"2025-11-19T12:00:00Z\"}",
                        n % 40,
                        n))
                .collect(Collectors.joining("\n"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(freshet.gateway() + "/v1/events/clickstream-events"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(events))
                    .build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }
}
