package io.freshet.processor.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.local.part.FreshetHome;
import io.freshet.model.BuiltInTypes;
import io.freshet.processor.Framed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged processor, its production settings, a real broker and twelve partitions: what jobs declared in nothing but YAML
 * say of real and of random data is what a batch calculation says.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
final class TrustedResultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final boolean LONG = Boolean.getBoolean("freshet.long");
    /** Events of a quarter of a second. */
    private static final int SOME = LONG ? 100 : 250;

    private static final DateTimeFormatter SHOP_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'");

    private static final List<String> USERS =
            List.of("541312140", "554748717", "519107250", "550050854", "535871217", "512742880");

    @TempDir
    private static Path directory;

    private static Path home;
    private static Path shopData;
    private static ProofStack stack;
    private static Path jobs;
    private static Instance first;
    private static Instance second;
    private static int randomSchema;

    @BeforeAll
    static void start() throws Exception {
        home = FreshetHome.locate();
        shopData = home.resolve("examples/data/rees46-2019-10-01.csv");
        stack = new ProofStack(directory);
        Schema shop = new Schema.Parser()
                .parse(home.resolve("examples/shop-activity.avsc").toFile());
        int shopSchema = stack.add("shop-activity", shop);
        int logins = stack.add("login-events", BuiltInTypes.get("login-events").schema());
        int readings =
                stack.add("sensor-readings", BuiltInTypes.get("sensor-readings").schema());
        randomSchema = stack.add(RandomEvents.TOPIC, RandomEvents.SCHEMA);
        jobs = directory.resolve("jobs");
        Files.createDirectory(jobs);
        try (Stream<Path> examples = Files.list(home.resolve("examples/jobs"))) {
            for (Path job :
                    examples.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                Files.copy(job, jobs.resolve(job.getFileName()));
            }
        }
        for (String job : List.of("room-alerts", "room-alerts-strict", "random-minutes")) {
            Files.writeString(jobs.resolve(job + ".yaml"), resource("/proofs/" + job + ".yaml"));
        }
        first = new Instance(stack, directory.resolve("first"), jobs, "-Dfreshet.processor.jobs=fraud-alerts");
        sendShop(shop, shopSchema);
        sendLogins(logins);
        sendRoom(readings);
        first.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (second != null) {
            second.close();
        }
        first.close();
        stack.close();
    }

    @Test
    @Order(1)
    void everySessionOfTheShopIsRight() {
        List<String> batch = Batch.query("""
                WITH e AS (SELECT *, event_time - lag(event_time) OVER (PARTITION BY user_id ORDER BY event_time)
                             > INTERVAL 30 MINUTE AS fresh
                           FROM (SELECT * REPLACE (strptime(event_time, '%%Y-%%m-%%d %%H:%%M:%%S UTC') AS event_time)
                                 FROM read_csv('%s', all_varchar = true, null_padding = true) WHERE user_session IS NOT NULL)),
                s AS (SELECT *, count(*) FILTER (fresh) OVER (PARTITION BY user_id ORDER BY event_time) AS session FROM e)
                SELECT user_id, epoch_ms(min(event_time)), epoch_ms(max(event_time)), count(*),
                       count(*) FILTER (event_type = 'purchase'), sum(price::DECIMAL(12,2))
                FROM s GROUP BY user_id, session""", shopData);
        assertThat(batch).hasSize(4_518);

        assertThat(results(
                        "shop-sessions",
                        4_518,
                        "user_id",
                        "window_start",
                        "window_end",
                        "events",
                        "purchases",
                        "spent"))
                .isEqualTo(batch);
        assertThat(rejectedOf("shop-activity", 0)).isZero();
    }

    @Test
    @Order(2)
    void everyHourAndEveryFiveMinutesOfTheShopAreRight() {
        for (Map.Entry<String, Integer> job :
                Map.of("shop-hourly", 3_600_000, "shop-5min", 300_000).entrySet()) {
            boolean hourly = job.getKey().equals("shop-hourly");
            List<String> batch = Batch.query(
                    """
                    SELECT event_type, t - t %% SIZE AS s, s + SIZE, count(*)""".replace("SIZE", job.getValue().toString())
                            + (hourly ? ", sum(price::DECIMAL(12,2)), min(t)" : "") + """
                     FROM (SELECT *, epoch_ms(strptime(event_time, '%%Y-%%m-%%d %%H:%%M:%%S UTC')) AS t
                           FROM read_csv('%s', all_varchar = true, null_padding = true) WHERE user_session IS NOT NULL)
                    GROUP BY 1, 2""",
                    shopData);
            List<String> fields = new ArrayList<>(List.of("event_type", "window_start", "window_end", "events"));
            if (hourly) {
                fields.addAll(List.of("worth", "first_at"));
            }
            assertThat(results(job.getKey(), batch.size(), fields.toArray(String[]::new)))
                    .as(job.getKey())
                    .isEqualTo(batch);
        }
    }

    @Test
    @Order(3)
    void fiveFailedLoginsInFiveMinutesAreOneAlert() {
        assertThat(results("fraud-alerts", 2, "ip_address", "event_count"))
                .as("10.0.0.2 failed three times in 5:00.001, 10.0.0.3 in 5:00.000, out of order")
                .containsExactly("10.0.0.1|3", "10.0.0.3|3");
    }

    @Test
    @Order(4)
    void theRoomIsTooWarmFiveTimesWithHysteresisAndFifteenTimesWithout() {
        assertThat(crossings("room-alerts", 10)).isEqualTo(Map.of("ENTER", 5L, "EXIT", 5L));
        assertThat(crossings("room-alerts-strict", 30)).isEqualTo(Map.of("ENTER", 15L, "EXIT", 15L));
    }

    @Test
    @Order(5)
    void everyJobCountsWhatItTookAndWhatBecameOfIt() throws Exception {
        assertThat(first.metric("freshet_processor_in_total", "shop-sessions")).isEqualTo(17_434);
        assertThat(first.metric("freshet_processor_results_total", "shop-sessions"))
                .isEqualTo(4_518);
        assertThat(first.metric("freshet_processor_windows_closed_total", "shop-sessions"))
                .isEqualTo(4_518);
        assertThat(first.metric("freshet_processor_late_total", "shop-sessions"))
                .isZero();
        assertThat(first.metric("freshet_processor_watermark_lag_seconds", "shop-sessions"))
                .isGreaterThan(2_000.0 * 24 * 3_600);
        assertThat(first.metric("freshet_processor_restore_remaining", "shop-sessions"))
                .isZero();
        assertThat(first.metric("freshet_processor_state_entries", "shop-sessions"))
                .isPositive();
    }

    private static Map<String, Long> crossings(String job, int count) {
        return results(job, count, "state").stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    @Order(6)
    void anyInstanceAnswersForEveryKey() throws Exception {
        second = new Instance(stack, directory.resolve("second"), jobs, "-Dfreshet.processor.jobs=fraud-alerts");
        second.awaitReady();
        first.awaitReady();
        for (String user : USERS) {
            String path = "/v1/results/shop-sessions?key=" + user + "&from=2019-10-01&to=2019-10-02";
            String here = answer(first, path);
            assertThat(here).contains("\"user_id\":" + user);
            assertThat(answer(second, path)).isEqualTo(here);
        }
        assertThat(answer(first, "/v1/results/shop-hourly?limit=1000"))
                .isNotEqualTo("{\"job\":\"shop-hourly\",\"results\":[],\"next\":null,\"truncated\":false}");
        assertThat(answer(first, "/v1/results/shop-sessions?key=nobody")).contains("\"results\":[]");
        assertThat(answer(first, "/v1/results/shop-sessions?key=541312140&from=2020-01-01"))
                .contains("\"results\":[]");
        pagesOfOneKeyMakeTheWhole();
        aWrongQueryIsAProblem();
    }

    private static void pagesOfOneKeyMakeTheWhole() throws Exception {
        String all = lines(first, "/v1/results/shop-5min?key=view&limit=1000");
        StringBuilder pages = new StringBuilder();
        Optional<String> cursor = Optional.empty();
        do {
            String path = "/v1/results/shop-5min?key=view&limit=7"
                    + cursor.map(place -> "&cursor=" + place).orElse("");
            HttpResponse<String> page = second.get(path, "Accept", "application/x-ndjson");
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            pages.append(page.body());
            cursor = page.headers().firstValue("Freshet-Next");
        } while (cursor.isPresent());
        assertThat(pages.toString()).isEqualTo(all).contains("\"window_start\":");
    }

    private static void aWrongQueryIsAProblem() throws Exception {
        Map<String, Integer> wrong = Map.of(
                "/v1/results/no-such-job?key=a", 404,
                "/v1/results/shop-sessions?key=a&from=yesterday", 400,
                "/v1/results/shop-sessions?key=a&limit=0", 400,
                "/v1/results/shop-sessions?keys=a", 400,
                "/v1/results/shop-sessions/other", 404);
        for (Map.Entry<String, Integer> query : wrong.entrySet()) {
            HttpResponse<String> answer = first.get(query.getKey());
            assertThat(answer.statusCode()).as(query.getKey()).isEqualTo(query.getValue());
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        }
    }

    private static String answer(Instance instance, String path) throws Exception {
        HttpResponse<String> last = await().atMost(PATIENCE).until(() -> instance.get(path), answer -> {
            if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            }
            return answer.statusCode() != 503;
        });
        assertThat(last.statusCode()).as(last.body()).isEqualTo(200);
        return last.body();
    }

    private static String lines(Instance instance, String path) throws Exception {
        HttpResponse<String> answer = instance.get(path, "Accept", "application/x-ndjson");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    @Order(7)
    void whatIsKilledAgainAndAgainComesToTheSameAndLosesNothing() throws Exception {
        Path input = directory.resolve("random.csv");
        RandomEvents random = new RandomEvents(stack, randomSchema, 20_261_121, input);
        List<String> updates = Collections.synchronizedList(new ArrayList<>());
        Thread listener = listen(updates);
        int away = killAgainAndAgain(random);
        random.end();
        List<String> batch = Batch.query("""
                SELECT name, "at" - "at" %% 60000 AS s, s + 60000, count(*), sum(amount), min(amount), sum(100 // divisor)
                FROM read_csv('%s') GROUP BY 1, 2""", input);
        String[] fields = {"name", "window_start", "window_end", "events", "amount", "least", "shares"};

        List<ConsumerRecord<byte[], byte[]>> disturbed = read("random-minutes", batch.size());
        assertThat(lines(disturbed, fields)).isEqualTo(batch);
        assertThat(rejectedOf(RandomEvents.TOPIC, random.undecodable + random.unusable))
                .isEqualTo(random.undecodable + random.unusable);
        assertThat(lateOf("random-minutes", 0))
                .as("all of it came within the grace")
                .isZero();
        assertThat(eventsOf(disturbed) + random.undecodable + random.unusable).isEqualTo(random.sent);
        assertThat(away)
                .as("what the killed one held was asked for, and could be a moment later")
                .isPositive();
        whatIsFollowedIsWhatIsCommitted(updates, disturbed);
        listener.interrupt();

        undisturbed(disturbed, random);
        whatIsLateIsInNoResult(random, disturbed);
    }

    /** Events come all the while: a partition that fell idle would not hold the clock. Returns how many answers were 503. */
    private static int killAgainAndAgain(RandomEvents random) throws Exception {
        int begun = random.begin();
        await().atMost(PATIENCE)
                .pollDelay(Duration.ofSeconds(5))
                .until(() -> first.metric("freshet_processor_in_total", "random-minutes")
                                + second.metric("freshet_processor_in_total", "random-minutes")
                        >= begun);
        Instant end = Instant.now().plus(LONG ? Duration.ofMinutes(10) : Duration.ZERO);
        int away = 0;
        for (int kills = 0; kills < 5 || Instant.now().isBefore(end); kills++) {
            Instant next = Instant.now().plus(LONG ? Duration.ofSeconds(30) : Duration.ZERO);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> sendSome(random)
                            && second.isReady()
                            && Instant.now().isAfter(next));
            second.killAndStart();
            away += askAboutEveryUser(random);
        }
        sendSome(random);
        return away;
    }

    private static boolean sendSome(RandomEvents random) throws IOException {
        random.send(SOME);
        return true;
    }

    /** Events of windows that were told long ago: each is told of once, with its position, and changes nothing. */
    private static void whatIsLateIsInNoResult(RandomEvents random, List<ConsumerRecord<byte[], byte[]>> told) {
        int late = random.sendLate();
        List<ConsumerRecord<byte[], byte[]>> all =
                stack.read("random-minutes.late", PATIENCE, read -> read.size() >= late);
        assertThat(all).hasSize(late);
        assertThat(all.stream()
                        .map(record ->
                                new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                        .distinct())
                .as("each once")
                .hasSize(late);
        assertThat(read("random-minutes", 2 * told.size()))
                .as("of both programs, and no more")
                .hasSize(2 * told.size());
        assertThat(eventsOf(told) + all.size() + random.undecodable + random.unusable)
                .isEqualTo(random.sent);
    }

    private static long eventsOf(List<ConsumerRecord<byte[], byte[]>> results) {
        return results.stream()
                .mapToLong(result -> (long) decode(result).get("events"))
                .sum();
    }

    /** How many answers were that the results cannot be had now; those say when to ask again. */
    private static int askAboutEveryUser(RandomEvents random) throws Exception {
        int away = 0;
        for (String user : USERS) {
            sendSome(random);
            HttpResponse<String> answer = first.get("/v1/results/shop-sessions?key=" + user);
            if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
                away++;
            } else {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains("\"user_id\":" + user);
            }
        }
        return away;
    }

    /** Streams end when an instance goes, and are opened again; what they tell is in the result topic, under its id. */
    private static void whatIsFollowedIsWhatIsCommitted(
            List<String> updates, List<ConsumerRecord<byte[], byte[]>> committed) {
        List<String> ids = updates.stream()
                .filter(line -> line.startsWith("id: "))
                .map(line -> line.substring(4))
                .toList();
        Set<String> all = committed.stream()
                .map(result -> new String(result.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
        assertThat(ids).isNotEmpty();
        assertThat(all).containsAll(ids);
        assertThat(updates).anyMatch(line -> line.startsWith("data: {") && line.contains("\"name\":"));
    }

    /** The same input once more, by a processor that begins anew and is left in peace: the same bytes under the same ids. */
    private static void undisturbed(List<ConsumerRecord<byte[], byte[]>> disturbed, RandomEvents random)
            throws Exception {
        Path alone = directory.resolve("alone");
        Files.createDirectory(alone);
        Files.copy(jobs.resolve("random-minutes.yaml"), alone.resolve("random-minutes.yaml"));
        try (Instance peaceful = new Instance(
                stack,
                directory.resolve("third"),
                alone,
                "-Dfreshet.processor.jobs=fraud-alerts",
                "-Dfreshet.processor.application-id=in-peace")) {
            List<ConsumerRecord<byte[], byte[]>> both = read("random-minutes", 2 * disturbed.size());
            assertThat(both).hasSize(2 * disturbed.size());
            Map<String, Long> times =
                    both.stream().collect(Collectors.groupingBy(TrustedResultsIT::bytes, Collectors.counting()));
            assertThat(times.values()).allMatch(count -> count == 2);
            String job = "random-minutes";
            assertThat(peaceful.metric("freshet_processor_in_total", job)).isEqualTo(random.sent);
            assertThat(peaceful.metric("freshet_processor_rejected_total", job))
                    .isEqualTo(random.undecodable + random.unusable);
            assertThat(peaceful.metric("freshet_processor_late_total", job)).isZero();
            assertThat(peaceful.metric("freshet_processor_results_total", job)).isEqualTo(disturbed.size());
        }
    }

    private static String bytes(ConsumerRecord<byte[], byte[]> record) {
        return Arrays.toString(record.key())
                + Arrays.toString(record.value())
                + new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8)
                + new String(record.headers().lastHeader("ce_time").value(), StandardCharsets.UTF_8);
    }

    /** A stream of all updates from the instance that lives: it may end when the other is killed, and says what it can. */
    private static Thread listen(List<String> updates) {
        return Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                follow(updates);
            }
        });
    }

    private static void follow(List<String> updates) {
        try (InputStream stream = URI.create(
                                first.uri("/v1/results/random-minutes/updates").toString())
                        .toURL()
                        .openStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                updates.add(line);
            }
        } catch (IOException over) {
            // It may be opened again in a moment.
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static void sendShop(Schema schema, int id) throws Exception {
        try (Stream<String> lines = Files.lines(shopData)) {
            lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(cells -> cells.length == 9)
                    .forEach(cells -> {
                        Instant time = LocalDateTime.parse(cells[0], SHOP_TIME).toInstant(ZoneOffset.UTC);
                        GenericRecord event = new GenericData.Record(schema);
                        event.put("event_time", time.toEpochMilli());
                        event.put("event_type", cells[1]);
                        event.put("product_id", Long.valueOf(cells[2]));
                        event.put("category_id", Long.valueOf(cells[3]));
                        event.put("category_code", cells[4].isEmpty() ? null : cells[4]);
                        event.put("brand", cells[5].isEmpty() ? null : cells[5]);
                        event.put(
                                "price",
                                ByteBuffer.wrap(new BigDecimal(cells[6])
                                        .setScale(2)
                                        .unscaledValue()
                                        .toByteArray()));
                        event.put("user_id", Long.valueOf(cells[7]));
                        event.put("user_session", cells[8]);
                        stack.send("shop-activity", null, cells[7], Framed.of(id, event), time);
                    });
        }
        stack.close("shop-activity");
    }

    private static void sendLogins(int id) {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        long[][] seconds = {{0, 60, 120, 180, 299}, {0, 1, 300}, {1, 0, 300}};
        for (int ip = 0; ip < seconds.length; ip++) {
            for (long second : seconds[ip]) {
                Instant time = noon.plusSeconds(second).plusMillis(ip == 1 && second == 300 ? 1 : 0);
                GenericRecord event =
                        new GenericData.Record(BuiltInTypes.get("login-events").schema());
                event.put("user_id", "u");
                event.put("ip_address", "10.0.0." + (ip + 1));
                event.put(
                        "status",
                        new GenericData.EnumSymbol(
                                event.getSchema().getField("status").schema(), "FAILED"));
                event.put("timestamp", time.toEpochMilli());
                stack.send("login-events", null, "10.0.0." + (ip + 1), Framed.of(id, event), time);
            }
        }
        stack.close("login-events");
    }

    private static void sendRoom(int id) throws Exception {
        Schema schema = BuiltInTypes.get("sensor-readings").schema();
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        try (Stream<String> lines = Files.lines(home.resolve("examples/data/uci-occupancy-2015-02.csv"))) {
            lines.skip(1).map(line -> line.replace("\"", "").split(",", -1)).forEach(cells -> {
                Instant time = LocalDateTime.parse(cells[1], format).toInstant(ZoneOffset.UTC);
                GenericRecord event = new GenericData.Record(schema);
                event.put("device_id", "room-1");
                event.put("timestamp", time.toEpochMilli());
                event.put("temperature", Double.valueOf(cells[2]));
                stack.send("sensor-readings", null, "room-1", Framed.of(id, event), time);
            });
        }
        stack.close("sensor-readings");
    }

    private static List<String> results(String topic, int least, String... fields) {
        return lines(read(topic, least), fields);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, int least) {
        return stack.read(topic, PATIENCE, read -> read.size() >= least);
    }

    private static List<String> lines(List<ConsumerRecord<byte[], byte[]>> records, String... fields) {
        return records.stream()
                .map(record -> {
                    GenericRecord result = decode(record);
                    return Stream.of(fields).map(field -> text(result, field)).collect(Collectors.joining("|"));
                })
                .sorted()
                .toList();
    }

    private static String text(GenericRecord result, String field) {
        Object value = result.get(field);
        return value instanceof ByteBuffer bytes
                ? decimal(result, field, bytes).toPlainString()
                : String.valueOf(value);
    }

    private static BigDecimal decimal(GenericRecord result, String field, ByteBuffer bytes) {
        Schema schema = result.getSchema().getField(field).schema();
        Schema type = schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(t -> t.getType() == Schema.Type.BYTES)
                        .findFirst()
                        .orElseThrow()
                : schema;
        int scale = ((LogicalTypes.Decimal) type.getLogicalType()).getScale();
        byte[] unscaled = new byte[bytes.remaining()];
        bytes.duplicate().get(unscaled);
        return new BigDecimal(new BigInteger(unscaled), scale);
    }

    private static GenericRecord decode(ConsumerRecord<byte[], byte[]> record) {
        return Framed.read(record.value(), stack.schemaOf(record.value()));
    }

    private static long rejectedOf(String type, int least) {
        return ofType(stack.read("events.rejected", PATIENCE, read -> ofType(read, type) >= least), type);
    }

    private static long ofType(List<ConsumerRecord<byte[], byte[]>> rejected, String type) {
        return rejected.stream().filter(record -> isOfType(record, type)).count();
    }

    private static boolean isOfType(ConsumerRecord<byte[], byte[]> rejected, String type) {
        return decode(rejected).get("type").toString().equals(type);
    }

    private static long lateOf(String job, int least) {
        return stack.read(job + ".late", PATIENCE, read -> read.size() >= least).size();
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = TrustedResultsIT.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
