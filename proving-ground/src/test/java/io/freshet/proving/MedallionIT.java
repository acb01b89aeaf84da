package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is posted is right in bronze, silver, gold and in the results of the job. */
@Order(2)
@ExtendWith(RunningFreshet.Shared.class)
class MedallionIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void activityIsCountedByCountryAndMinuteOnceForEachId(RunningFreshet freshet) throws Exception {
        String events = """
                {"_meta":{"id":"m1"},"timestamp":"2025-11-19T12:00:01Z","user_id":"ann","action":"view","country":"CH"}
                {"_meta":{"id":"m2"},"timestamp":"2025-11-19T12:00:20Z","user_id":"ann","action":"purchase","country":"CH"}
                {"_meta":{"id":"m3"},"timestamp":"2025-11-19T12:00:59Z","user_id":"bob","action":"click","country":"CH"}
                {"_meta":{"id":"m4"},"timestamp":"2025-11-19T12:01:00Z","user_id":"bob","action":"click","country":"CH"}
                {"_meta":{"id":"m5"},"timestamp":"2025-11-19T12:00:30Z","user_id":"eve","action":"view","country":"NZ"}
                """;
        assertThat(post(freshet, "user-activity", events)).isEqualTo(200);
        assertThat(post(freshet, "user-activity", events)).isEqualTo(200);

        within(30)
                .untilAsserted(() -> assertThat(freshet.value("SELECT count(*) FROM bronze.user_activity"))
                        .isEqualTo("10"));
        within(60)
                .untilAsserted(() -> assertThat(freshet.value("SELECT count(*) FROM silver.user_activity"))
                        .isEqualTo("5"));
        within(60)
                .untilAsserted(() -> assertThat(freshet.value("SELECT string_agg(concat_ws(':', country, event_count,"
                                + " purchases, unique_users, engagements), ' ' ORDER BY country, event_count DESC)"
                                + " FROM gold.activity_by_country"))
                        .isEqualTo("CH:3:1:2:1 CH:1:0:1:1 NZ:1:0:1:0"));
    }

    @Test
    void ordersAreTotalledByCustomerAndHourToTheCent(RunningFreshet freshet) throws Exception {
        assertThat(post(freshet, "order-events", """
                        {"order_id":"o1","customer_id":"ann","order_status":"placed","order_total":10.10,"created_at":"2025-11-19T12:00:00Z"}
                        {"order_id":"o2","customer_id":"ann","order_status":"placed","order_total":0.20,"created_at":"2025-11-19T12:59:59.999Z"}
                        {"order_id":"o3","customer_id":"ann","order_status":"placed","order_total":5.00,"created_at":"2025-11-19T13:00:00Z"}
                        {"order_id":"o4","customer_id":"bob","order_status":"placed","order_total":99999999999.99,"created_at":"2025-11-19T12:30:00Z"}
                        """)).isEqualTo(200);

        within(30)
                .untilAsserted(() -> assertThat(freshet.value("SELECT count(*) FROM bronze.order_events"))
                        .isEqualTo("4"));
        within(60)
                .untilAsserted(() -> assertThat(freshet.value("SELECT string_agg(concat_ws(':', customer_id,"
                                + " strftime(window_start, '%H'), order_count, order_total), ' ' ORDER BY customer_id, window_start)"
                                + " FROM gold.customer_order_totals"))
                        .isEqualTo("ann:12:2:10.30 ann:13:1:5.00 bob:12:1:99999999999.99"));
    }

    private static ConditionFactory within(int seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(500));
    }

    private static int post(RunningFreshet freshet, String type, String ndjson)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(freshet.gateway() + "/v1/events/" + type))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(ndjson))
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }
}
