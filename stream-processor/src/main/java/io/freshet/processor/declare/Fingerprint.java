package io.freshet.processor.declare;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What a job's state depends on, as a hash: all of the declaration but what only says where results go, when they are written and
 * how late an event may be, and the types of the fields it uses. Whether a field may be null does not count: a source that gains
 * an optional field must not stop a job.
 */
final class Fingerprint {
    /** Paths of fields that may change without a new version. */
    private static final Set<String> FREE = Set.of(
            "description",
            "version",
            "into",
            "deduplicate",
            "window.grace",
            "window.emit",
            "pattern.grace",
            "pattern.cool-down",
            "threshold.grace",
            "silence.suppress-after-start",
            "silence.fleet-share");

    private Fingerprint() {}

    static String of(Yaml.Mapping file, Layout layout) {
        StringBuilder text = new StringBuilder();
        write(file, "", text);
        for (Field field : layout.fields()) {
            text.append(field.name())
                    .append(':')
                    .append(field.type())
                    .append('/')
                    .append(field.scale())
                    .append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Fields by name: their order says nothing, except that of measures and derived fields, which the layout tells. */
    private static void write(Yaml node, String path, StringBuilder text) {
        switch (node) {
            case Yaml.Text value ->
                text.append(path).append('=').append(value.value()).append('\n');
            case Yaml.Sequence sequence -> sequence.items().forEach(item -> write(item, path, text));
            case Yaml.Mapping mapping -> {
                boolean ordered = path.equals("measures");
                List<Yaml.Entry> entries = ordered
                        ? mapping.entries()
                        : mapping.entries().stream()
                                .sorted(Comparator.comparing(
                                        entry -> entry.key().value()))
                                .toList();
                for (Yaml.Entry entry : entries) {
                    String inner =
                            (path.isEmpty() ? "" : path + ".") + entry.key().value();
                    if (!FREE.contains(inner)) {
                        write(entry.value(), inner, text);
                    }
                }
            }
        }
    }
}
