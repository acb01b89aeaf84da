package io.freshet.warehouse.migrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One statement of a migration.
 *
 * @param id under which it is remembered: never given to another one
 * @param repeated whether it runs again when its text changes; what is not repeated must never change
 */
public record Statement(String id, String sql, boolean repeated) {
    /** Of the text, hex. */
    public String checksum() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
