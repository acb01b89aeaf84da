package io.freshet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A type's data is said to have ended: what is answered, and what is then in Kafka. */
@SuppressWarnings("NullAway.Init")
final class CloseIT {
    private static final String LOGINS = "login-events";

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.start(Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void theEndStandsBehindTheEventsInEveryPartition() {
        assertThat(gateway.post(LOGINS, """
                        {"user_id":"u","ip_address":"10.0.0.1","status":"FAILED","timestamp":"2026-11-20T10:15:30Z"}""").statusCode()).isEqualTo(200);

        HttpResponse<String> answer = close(LOGINS);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<ConsumerRecord<byte[], byte[]>> records = Topics.read(LOGINS);
        List<ConsumerRecord<byte[], byte[]>> ends =
                records.stream().filter(record -> record.value() == null).toList();
        assertThat(answer.body()).isEqualTo("{\"type\":\"login-events\",\"partitions\":" + ends.size() + "}");
        assertThat(ends).allSatisfy(end -> {
            assertThat(end.key()).isNull();
            assertThat(Topics.headers(end)).isEqualTo(Map.of("freshet_control", "end-of-data"));
            assertThat(records.stream().filter(record -> record.partition() == end.partition()))
                    .allSatisfy(record -> assertThat(record.offset()).isLessThanOrEqualTo(end.offset()));
        });
        assertThat(ends).extracting(ConsumerRecord::partition).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBePostedCannotBeClosed() {
        assertThat(close("no-such-type").statusCode()).isEqualTo(404);
        assertThat(close("customer-order-totals").statusCode()).isEqualTo(404);
        assertThat(close("no/such").statusCode()).isEqualTo(404);
        assertThat(gateway.send(gateway.request("/v1/types/" + LOGINS + "/close")
                                .GET())
                        .join()
                        .statusCode())
                .isEqualTo(405);
        assertThat(gateway.send(gateway.request("/v1/types/" + LOGINS + "/close")
                                .POST(BodyPublishers.ofString("{}")))
                        .join()
                        .statusCode())
                .isEqualTo(413);
    }

    private static HttpResponse<String> close(String type) {
        return gateway.send(gateway.request("/v1/types/" + type + "/close").POST(BodyPublishers.noBody()))
                .join();
    }
}
