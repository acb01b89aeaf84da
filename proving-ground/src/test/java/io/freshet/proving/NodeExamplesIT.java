package io.freshet.proving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.freshet.cli.supervise.PortName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples for Node of the guides to other systems' SDKs run as they stand there, and their events arrive. */
@Order(7)
@ExtendWith(RunningFreshet.Shared.class)
class NodeExamplesIT {
    private static final List<String> GUIDES = List.of("sdk-cloudevents", "sdk-segment", "sdk-snowplow", "ingest-mqtt");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```js\\n(.*?)^```$");
    private static final String WRITTEN = "http://127.0.0.1:8080";
    private static final String MQTT = "mqtt://127.0.0.1:";
    private static final Duration VISIBLE = Duration.ofSeconds(30);

    @Test
    void examplesForNodeRunAndTheirEventsAreRows(RunningFreshet freshet) throws Exception {
        Senders.install();
        int ran = 0;
        for (String guide : GUIDES) {
            Matcher example = EXAMPLE.matcher(Files.readString(Command.home().resolve("docs/" + guide + ".md")));
            while (example.find()) {
                // Those of browsers are what the page does that ForeignSdksIT opens.
                if (!example.group(1).contains("rowser")) {
                    run(example.group(1)
                            .replace(WRITTEN, freshet.gateway())
                            .replace(MQTT + "1883", MQTT + freshet.port(PortName.MQTT)));
                    ran++;
                }
            }
        }
        assertThat(ran).isEqualTo(GUIDES.size());
        await().atMost(VISIBLE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(freshet.value(
                            "SELECT count(*) FROM bronze.user_activity WHERE (src->'_meta'->>'source') = '/shop'"))
                    .isEqualTo("1");
            assertThat(freshet.value("SELECT count(*) FROM bronze.user_activity WHERE (src->>'user_id') = 'u-mqttjs'"))
                    .isEqualTo("1");
            assertThat(freshet.value("SELECT count(*) FROM bronze.tracker_events WHERE (src->>'name') = 'Bought'"))
                    .isEqualTo("1");
            assertThat(
                            freshet.value(
                                    "SELECT count(*) FROM bronze.tracker_events WHERE (src->>'page_url') = 'https://shop.example/'"))
                    .isEqualTo("1");
        });
    }

    private static void run(String script) throws IOException, InterruptedException {
        Path said = Files.createTempFile("example", ".txt");
        Process process = new ProcessBuilder("node", "--input-type=module", "--eval", script)
                .directory(Senders.FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = process.waitFor(1, TimeUnit.MINUTES);
        process.destroyForcibly();

        assertThat(ended).as(script + Files.readString(said)).isTrue();
        assertThat(process.exitValue()).as(script + Files.readString(said)).isZero();
    }
}
