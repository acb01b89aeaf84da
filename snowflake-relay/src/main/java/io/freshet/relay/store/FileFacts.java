package io.freshet.relay.store;

import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an object says about itself in its metadata. The names are valid C# identifiers, because Azure demands it, and lower
 * case, because S3 makes them so.
 *
 * @param rawBytes of the rows before compression
 * @param sha256 of the object's bytes, hex
 */
public record FileFacts(Range range, long rows, long rawBytes, String sha256, String format, String codec) {

    /** By the codec; no content encoding, which clients would undo on their own. */
    String contentType() {
        return codec.startsWith("gzip") ? "application/gzip" : "application/zstd";
    }

    public Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("freshet_topic", range.origin().topic());
        metadata.put("freshet_topic_id", range.origin().topicId());
        metadata.put("freshet_partition", Integer.toString(range.origin().partition()));
        metadata.put("freshet_from", Long.toString(range.from()));
        metadata.put("freshet_until", Long.toString(range.until()));
        metadata.put("freshet_format", format);
        metadata.put("freshet_codec", codec);
        metadata.put("rows", Long.toString(rows));
        metadata.put("raw_bytes", Long.toString(rawBytes));
        metadata.put("sha256", sha256);
        return metadata;
    }

    /** Empty when the object was not written by a relay. */
    public static Optional<FileFacts> of(Map<String, String> stored) {
        Map<String, String> metadata = new HashMap<>();
        stored.forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
        try {
            Origin origin = new Origin(
                    metadata.getOrDefault("freshet_topic", ""),
                    metadata.getOrDefault("freshet_topic_id", ""),
                    Integer.parseInt(metadata.getOrDefault("freshet_partition", "")));
            return Optional.of(new FileFacts(
                    new Range(origin, number(metadata, "freshet_from"), number(metadata, "freshet_until")),
                    number(metadata, "rows"),
                    number(metadata, "raw_bytes"),
                    metadata.getOrDefault("sha256", ""),
                    metadata.getOrDefault("freshet_format", ""),
                    metadata.getOrDefault("freshet_codec", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, String> metadata, String name) {
        return Long.parseLong(metadata.getOrDefault(name, ""));
    }
}
