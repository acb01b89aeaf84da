package io.freshet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRegistryIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void keepsEveryAcknowledgedSchemaAndItsIdWhenKilled(@TempDir Path data) throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(data);
                HttpClient http = HttpClient.newHttpClient()) {
            Map<String, Integer> acknowledged = new LinkedHashMap<>();
            for (int i = 1; i <= 6; i++) {
                acknowledged.put("s" + i, register(http, registry, "s" + i));
            }
            registry.kill();
            registry.restart();

            for (Map.Entry<String, Integer> schema : acknowledged.entrySet()) {
                assertThat(schemaById(http, registry, schema.getValue())).contains("\"" + schema.getKey() + "\"");
            }
            int next = register(http, registry, "s7");
            assertThat(acknowledged.values()).doesNotHaveDuplicates().doesNotContain(next);
        }
    }

    private static int register(HttpClient http, LocalRegistry registry, String name)
            throws IOException, InterruptedException {
        String schema = "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[]}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(registry.url() + "/subjects/" + name + "-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("schema", schema))))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("id").asInt();
    }

    private static String schemaById(HttpClient http, LocalRegistry registry, int id)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/schemas/ids/" + id))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("schema").asText();
    }
}
