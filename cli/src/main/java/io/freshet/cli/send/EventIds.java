package io.freshet.cli.send;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Ids for the rows of a file that bear none: the same file with the same mapping has the same ids, so that a file which is
 * sent twice counts once in silver.
 *
 * @param prefix of every id; null where the type's own fields are the id
 */
record EventIds(@Nullable String prefix) {
    private static final int PREFIX_BYTES = 8;

    static final EventIds OF_THE_TYPE = new EventIds(null);

    /** The first 16 hexadecimal digits of the sha256 over the file's bytes and the mapping. */
    static EventIds ofFile(Path file, String mapping) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        digest.update(mapping.getBytes(StandardCharsets.UTF_8));
        return new EventIds(HexFormat.of().formatHex(digest.digest(), 0, PREFIX_BYTES));
    }

    /** @param row from 1, counting rows and not lines */
    @Nullable
    String of(long row) {
        return prefix == null ? null : prefix + "/" + row;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
