package io.freshet.warehouse.store;

import io.freshet.warehouse.reconcile.FileRange;
import io.freshet.warehouse.reconcile.StoredObject.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the relay wrote into an object's metadata, and whether a name can be that of a file of its. Pure. */
final class ObjectFacts {
    private static final Pattern FILE = Pattern.compile(".*\\.ndjson\\.(?:zst|gz)", Pattern.DOTALL);
    private static final int CHUNK = 64 << 10;

    private ObjectFacts() {}

    static boolean isFile(String key) {
        return FILE.matcher(key).matches();
    }

    /** Empty when no relay wrote the object. */
    static Optional<Facts> of(Map<String, String> stored) {
        Map<String, String> metadata = new HashMap<>();
        stored.forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
        try {
            FileRange range = new FileRange(
                    text(metadata, "freshet_topic"),
                    text(metadata, "freshet_topic_id"),
                    Integer.parseInt(text(metadata, "freshet_partition")),
                    Long.parseLong(text(metadata, "freshet_from")),
                    Long.parseLong(text(metadata, "freshet_until")));
            return Optional.of(new Facts(
                    range,
                    Long.parseLong(text(metadata, "rows")),
                    text(metadata, "sha256"),
                    text(metadata, "freshet_format"),
                    text(metadata, "freshet_codec")));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static String text(Map<String, String> metadata, String name) {
        String value = metadata.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    /** SHA-256 of all that comes, hex. */
    static String hash(InputStream content) throws IOException {
        try (DigestInputStream in = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            byte[] chunk = new byte[CHUNK];
            while (in.read(chunk) >= 0) {
                // the digest takes it
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
