package io.freshet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.model.BuiltInTypes;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that lie, drip or smuggle: each gets its answer, none takes another's place, and nothing of them becomes part of a record's head. */
@SuppressWarnings("NullAway.Init")
final class BadInputIT {
    private static final String ACTIVITY = "user-activity";
    private static final String PATH = "/v1/events/" + ACTIVITY;
    private static final String JSON = "application/json";
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.start(Map.of(
                "freshet.gateway.limits.body-timeout",
                "2S",
                "freshet.gateway.limits.head-timeout",
                PATIENCE.toSeconds() + "S"));
    }

    /** What holds after all of it. */
    @AfterAll
    static void stop() {
        try (GatewayProcess stopping = gateway) {
            for (String topic : List.of(ACTIVITY, BuiltInTypes.TRACKER_EVENTS, "events.rejected")) {
                assertThat(Topics.read(topic)).allSatisfy(BadInputIT::assertThatHeadIsPlain);
            }
            assertThat(stopping.metrics())
                    .contains("freshet_gateway_bodies_bytes 0.0", "freshet_gateway_under_way_records 0.0");
            assertThat(stopping.log()).doesNotContain("failed unexpectedly", "Unhandled exception");
        }
    }

    /**
     * One connection each. {@code EVENT} is a good event of the user {@code MARK}, {@code LENGTH} its length.
     *
     * @param statuses of the answers, in their order, until the connection is closed or silent
     * @param kept how many events of the user are in the topic then
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void connectionThatLiesGetsItsAnswersAndNothingIsSmuggled(
            String name, String said, List<String> statuses, int kept) {
        String user = unique();
        String event = activity(user);
        List<String> heard;
        try (Raw raw = new Raw(gateway.port)) {
            raw.say(said.replace("LENGTH", Integer.toString(event.length())).replace("EVENT", event));
            heard = raw.hearAllOrReset()
                    .lines()
                    .filter(line -> line.matches("HTTP/1[.][01] [0-9]{3}.*"))
                    .map(line -> line.substring(9, 12))
                    .toList();
        }

        // Behind a request that is answered, junk is refused or the connection is closed at once.
        assertThat(heard).isIn(statuses, List.of(statuses.isEmpty() ? "" : statuses.getFirst()));
        assertThat(Topics.withKey(ACTIVITY, user)).hasSize(kept);
    }

    static Stream<Arguments> connectionThatLiesGetsItsAnswersAndNothingIsSmuggled() {
        String good = head("Content-Length: LENGTH") + "EVENT";
        return Stream.of(
                Arguments.of("length too short", head("Content-Length: 9") + "EVENT\r\n\r\n", List.of("422", "400"), 0),
                Arguments.of("length too long", head("Content-Length: 5000") + "EVENT", List.of("408"), 0),
                Arguments.of(
                        "two lengths",
                        head("Content-Length: LENGTH\r\nContent-Length: 1") + "EVENT",
                        List.of("400"),
                        0),
                Arguments.of("list of lengths", head("Content-Length: LENGTH, 1") + "EVENT", List.of("400"), 0),
                Arguments.of("negative length", head("Content-Length: -1") + "EVENT", List.of("400"), 0),
                Arguments.of("length that is no number", head("Content-Length: 0x10") + "EVENT", List.of("400"), 0),
                Arguments.of(
                        "chunk of no size",
                        head("Transfer-Encoding: chunked") + "zz\r\nEVENT\r\n0\r\n\r\n",
                        List.of(),
                        0),
                Arguments.of(
                        "chunks that never end",
                        head("Transfer-Encoding: chunked") + "5\r\n{\"a\":\r\n",
                        List.of("408"),
                        0),
                Arguments.of("junk behind a request", good + "\u0000\u0001junk junk\r\n\r\n", List.of("200", "400"), 1),
                Arguments.of(
                        "NUL in a header",
                        head("X-A: a\u0000b\r\nContent-Length: LENGTH") + "EVENT",
                        List.of("400"),
                        0),
                Arguments.of(
                        "header without a colon",
                        head("nonsense\r\nContent-Length: LENGTH") + "EVENT",
                        List.of("400"),
                        0),
                Arguments.of("header of 20,000 bytes", head("X-A: " + "a".repeat(20_000)), List.of("431"), 0),
                Arguments.of(
                        "path of 5,000 bytes", head("X: y").replace(PATH, "/" + "a".repeat(5_000)), List.of("414"), 0),
                Arguments.of(
                        "another protocol",
                        "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\r\n\r\n",
                        List.of("400"),
                        0));
    }

    @Test
    void lengthBesideChunksIsNotBelieved() {
        String user = unique();
        String event = activity(user);
        String chunked = "%x\r\n%s\r\n0\r\n\r\n".formatted(event.length(), event);

        try (Raw raw = new Raw(gateway.port)) {
            raw.say(head("Transfer-Encoding: chunked\r\nContent-Length: " + (chunked.length() + 100)) + chunked);
            assertThat(raw.hearUntil("}")).containsAnyOf("HTTP/1.1 200 ", "HTTP/1.1 400 ");
        }

        assertThat(Topics.withKey(ACTIVITY, user)).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "at once,''",
        "behind a request,'POST /v1/events/no-such-type HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}'"
    })
    void headThatDripsIsCutOffAndOthersAreServedMeanwhile(String name, String before) throws InterruptedException {
        try (Raw raw = new Raw(gateway.port)) {
            if (!before.isEmpty()) {
                assertThat(raw.say(before).hearUntil("}")).startsWith("HTTP/1.1 404");
            }
            Thread drip = Thread.startVirtualThread(() -> drip(raw, "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nX: "));
            long start = System.nanoTime();

            assertThat(gateway.post(ACTIVITY, activity(unique())).statusCode()).isEqualTo(200);
            assertThat(raw.hearAllOrReset()).isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.multipliedBy(5));
            drip.join();
        }
    }

    /** A byte every tenth of a second, so that the connection is never idle, until it is closed. */
    private static void drip(Raw raw, String begin) {
        try {
            raw.say(begin);
            for (int i = 0; i < 600; i++) {
                Thread.sleep(100);
                raw.say("x");
            }
        } catch (UncheckedIOException closed) {
            // As it should be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The patience is for heads that have begun. */
    @Test
    void connectionThatIsKeptIsNotCutOffBetweenRequests() throws InterruptedException {
        try (Raw raw = new Raw(gateway.port)) {
            for (int i = 0; i < 2; i++) {
                String event = activity(unique());
                raw.say(head("Content-Length: " + event.length()) + event);
                assertThat(raw.hearUntil("]}")).startsWith("HTTP/1.1 200 ");
                Thread.sleep(PATIENCE.plusSeconds(1));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/events/user-activity | {'user_id':'a%b','action':'view','timestamp':1} | 422 | reason",
                "/v1/events/user-activity | {'user_id':'u','action':'view','timestamp':1,'_meta':{'id':'a%b'}} | 422 | reason",
                "/v1/events/user-activity | {'user_id':'u','action':'view','timestamp':1,'_meta':{'source':'a%b'}} | 422 | reason",
                "/v1/events | {'user_id':'u','action':'view','timestamp':1,'_meta':{'type':'a%b'}} | 422 | reason",
                "/v1/events/user-activity | {'specversion':'1.0','id':'a%b','source':'/s','type':'t','data':{}} | 422 | reason",
                "/v1/events/user-activity | {'specversion':'1.0','id':'1','source':'/s%','type':'t','data':{}} | 422 | reason",
                "/v1/events/user-activity | {'specversion':'1.0','id':'1','source':'/s','type':'t','subject':'%','data':{}} | 422 | reason",
                "/v1/events/user-activity | {'specversion':'1.0','id':'1','source':'/s','type':'t','region':'%','data':{}} | 422 | reason",
                "/v1/batch | {'batch':[{'type':'track','event':'e','userId':'u','messageId':'a%b'}]} | 200 | success",
                "/v1/batch | {'batch':[{'type':'track','event':'e','userId':'a%b','messageId':'m'}]} | 200 | success",
                "/com.snowplowanalytics.snowplow/tp2 | {'data':[{'e':'pv','eid':'a%b','duid':'d'}]} | 200 | ok",
                "/com.snowplowanalytics.snowplow/tp2 | {'data':[{'e':'pv','eid':'e','duid':'a%b'}]} | 200 | ok",
            })
    void controlCharactersOfABodyBecomeNoPartOfAHead(String path, String body, int status, String said) {
        for (String control : List.of("\\r\\n", "\\u0000", "\\u0085", "\\ud800")) {
            String json = body.replace('\'', '"').replace("%", control);
            HttpResponse<String> answer = gateway.send(gateway.request(path)
                            .header(
                                    "Content-Type",
                                    json.contains("specversion") ? "application/cloudevents+json" : JSON)
                            .POST(BodyPublishers.ofString(json)))
                    .join();

            assertThat(answer.statusCode()).as(control + answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains(said).doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ce-id, a%0D%0Ab, 422",
        "ce-id, %00, 422",
        "ce-source, /a%0Ab, 422",
        "ce-subject, %00, 422",
        "ce-region, %0D%0Ax: y, 422",
        "Freshet-Replay-Id, a%0D%0Ab, 200",
        "Freshet-Replay-Id, %zz, 200",
        "traceparent, 00-%0D%0A, 200",
        "tracestate, a=%00, 200",
    })
    void percentEncodedControlCharactersOfAHeaderBecomeNoPartOfAHead(String header, String value, int status) {
        var request =
                gateway.request(PATH).header("Content-Type", JSON).POST(BodyPublishers.ofString(activity(unique())));
        if (header.startsWith("ce-")) {
            Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/s", "ce-type", "t")
                    .forEach(request::setHeader);
        }

        HttpResponse<String> answer =
                gateway.send(request.setHeader(header, value)).join();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"a%0D%0Ab", "%00", "user-activity%0d", "..", "%2e%2e", "a%2Fb", "%C2%85", "%F0%9F%98%80"})
    void pathThatIsNoTypeBecomesNoTopic(String name) {
        HttpResponse<String> answer = gateway.post(name, activity(unique()));

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 404);
        assertThat(gateway.metrics()).doesNotContain("%0d", "a%2Fb");
    }

    @ParameterizedTest
    @CsvSource({"-1, ok, 0", "1, clamped, 0", "0, skewed, -1", "0, skewed, 1"})
    void clockThatIsAYearOffBreaksNothing(int years, String flag, int sentAtYears) {
        String user = unique();
        Instant time = Instant.now().plus(YEAR.multipliedBy(years));
        var request = gateway.request(PATH)
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofString(
                        "{\"timestamp\":\"%s\",\"user_id\":\"%s\",\"action\":\"view\"}".formatted(time, user)));
        if (sentAtYears != 0) {
            request.header(
                    "Freshet-Sent-At",
                    Instant.now().plus(YEAR.multipliedBy(sentAtYears)).toString());
        }

        assertThat(gateway.send(request).join().statusCode()).isEqualTo(200);

        List<ConsumerRecord<byte[], byte[]>> records = Topics.withKey(ACTIVITY, user);
        assertThat(records).hasSize(1);
        Map<String, String> headers = Topics.headers(records.getFirst());
        Instant expected = years > 0 ? Instant.now() : time;
        assertThat(headers).containsEntry("freshet_time", flag);
        assertThat(Instant.parse(headers.get("ce_time")))
                .isBetween(expected.minusSeconds(60), expected.plusSeconds(60));
    }

    private static void assertThatHeadIsPlain(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() != null) {
            assertThat(new String(record.key(), UTF_8)).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]");
        }
        assertThat(Arrays.asList(record.headers().toArray()))
                .allSatisfy(header -> assertThat(header.key() + new String(header.value(), UTF_8))
                        .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]"));
    }

    private static String head(String headers) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n" + headers + "\r\n\r\n";
    }

    private static String activity(String user) {
        return "{\"timestamp\":1,\"user_id\":\"%s\",\"action\":\"view\"}".formatted(user);
    }

    private static String unique() {
        return "u" + UUID.randomUUID().toString().replace("-", "");
    }
}
