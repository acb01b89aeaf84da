package io.freshet.cli.supervise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What MicroProfile Health answers: {@code {"status": …, "checks": [{"name": …, "status": …, "data": {…}}]}}. */
final class HealthDocument {
    private static final JsonMapper JSON = new JsonMapper();

    private HealthDocument() {}

    /** The checks that are down, as {@code name (data: value, …)}, joined by semicolons; anything else as it is, on one line. */
    static String reason(String document) {
        List<String> down = new ArrayList<>();
        try {
            for (JsonNode check : JSON.readTree(document).path("checks")) {
                if (check.path("status").asText().equals("DOWN")) {
                    down.add(check.path("name").asText() + data(check.path("data")));
                }
            }
        } catch (IOException noDocument) {
            return document.strip().replaceAll("\\s+", " ");
        }
        return String.join("; ", down);
    }

    private static String data(JsonNode data) {
        List<String> said = new ArrayList<>();
        data.properties()
                .forEach(entry ->
                        said.add(entry.getKey() + ": " + entry.getValue().asText()));
        return said.isEmpty() ? "" : " (" + String.join(", ", said) + ")";
    }
}
