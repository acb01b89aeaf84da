package io.freshet.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevModeTest {
    @Test
    void theSettingsOfThePackagedProgramReachTheOneFromSourcesByTheEnvironment() {
        assertThat(DevMode.asEnvironment(List.of(
                        "java",
                        "-Xmx320m",
                        "-Duser.timezone=UTC",
                        "-Dquarkus.http.port=18080",
                        "-Dfreshet.registry.cache-dir=/with space/a=b",
                        "-Dkafka.bootstrap.servers=127.0.0.1:19092",
                        "-jar",
                        "quarkus-run.jar")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "QUARKUS_HTTP_PORT", "18080",
                        "FRESHET_REGISTRY_CACHE_DIR", "/with space/a=b",
                        "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:19092"));
    }

    @Test
    void everyServiceCanBeDeveloped() {
        assertThat(DevMode.modules()).containsExactly("ingest-gateway", "stream-processor", "snowflake-relay");
    }
}
