package io.freshet.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events of the built-in type user-activity as they come from a page, from a thousand users; the same in every run. */
final class Events {
    static final String TYPE = "user-activity";
    private static final int VARIANTS = 1000;
    private static final List<String> ACTIONS = List.of("view", "click", "scroll", "search", "purchase");
    private static final List<String> COUNTRIES = List.of("CH", "DE", "FR", "IT", "US");

    private Events() {}

    static List<String> lines() {
        Random random = new Random(7);
        return IntStream.range(0, VARIANTS)
                .mapToObj(i ->
                        "{\"timestamp\":%d,\"user_id\":\"user-%05d\",\"action\":\"%s\",\"page\":\"/products/%d\",\"country\":\"%s\"}"
                                .formatted(
                                        1_763_633_730_000L + i,
                                        random.nextInt(1000),
                                        ACTIONS.get(random.nextInt(5)),
                                        random.nextInt(10_000),
                                        COUNTRIES.get(random.nextInt(5))))
                .toList();
    }

    /** What the gateway writes of each: about 30 bytes of Avro, the key, and the headers' names and values. */
    static List<String> records() {
        Random random = new Random(8);
        return lines().stream()
                .map(line -> {
                    String user = line.replaceAll(".*\"user_id\":\"([^\"]*)\".*", "$1");
                    String avro = line.replaceAll(".*\"action\":\"([^\"]*)\",\"page\":\"([^\"]*)\".*", "$1$2CH") + user;
                    return avro
                            + user
                            + "ce_specversion1.0ce_id%s".formatted(new UUID(random.nextLong(), random.nextLong()))
                            + "ce_source/freshet/httpce_type" + TYPE
                            + "ce_time2025-11-20T10:22:10.%03dZ".formatted(random.nextInt(1000))
                            + "content-typeapplication/avroreceived_at2026-11-21T18:40:06.%09dZ"
                                    .formatted(random.nextInt(1_000_000_000))
                            + "freshet_timeokce_subject"
                            + user;
                })
                .toList();
    }

    /** Whole requests, each with so many events. */
    static List<byte[]> requests(int events) {
        List<String> lines = lines();
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i + events <= lines.size(); i += events) {
            String body = events == 1
                    ? lines.get(i)
                    : lines.subList(i, i + events).stream().collect(Collectors.joining("\n"));
            String type = events == 1 ? "application/json" : "application/x-ndjson";
            requests.add(
                    "POST /v1/events/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(TYPE, type, body.length(), body)
                            .getBytes(US_ASCII));
        }
        return requests;
    }
}
