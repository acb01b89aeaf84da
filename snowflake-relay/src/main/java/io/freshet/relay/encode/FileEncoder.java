package io.freshet.relay.encode;

import io.freshet.model.BuiltInTypes;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.Poison;
import io.freshet.relay.encode.RowWriter.SchemaMissingException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Records to the bytes of their file. A pure function of the records, the format and the codec: writer's schema by id, fixed order of
 * fields, fixed compression level, one thread, no clock; so whoever encodes the same records gets the same bytes. Any number of threads;
 * may wait for the registry, so never on the poll thread.
 */
public final class FileEncoder {
    private final Transcoders transcoders;

    /** @param clock only for how long an unknown schema id is remembered as such */
    public FileEncoder(SchemaRegistry registry, InstantSource clock) {
        this.transcoders = new Transcoders(registry, clock);
    }

    /** @param records in the order of their offsets; those that are no event themselves get no row */
    public Encoding encode(Origin origin, List<SourceRecord> records, Format format, Codec codec) {
        FileBytes file = new FileBytes();
        List<Poison> poisoned = new ArrayList<>();
        long written = 0;
        long rawBytes = 0;
        try (OutputStream out = codec.compress(file)) {
            RowWriter rows = new RowWriter(origin, format, transcoders);
            for (SourceRecord record : records) {
                if (format.skipsControl() && record.isControl()) {
                    continue;
                }
                Optional<Poison> poison = rows.write(record);
                if (poison.isPresent() && !origin.topic().equals(BuiltInTypes.EVENTS_REJECTED)) {
                    poisoned.add(poison.get());
                    continue;
                }
                if (poison.isPresent()) {
                    rows.writeUndecoded(record, poison.get());
                }
                out.write(rows.row().bytes(), 0, rows.row().length());
                written++;
                rawBytes += rows.row().length();
            }
        } catch (SchemaMissingException e) {
            return e.missing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = file.toByteArray();
        return new Encoded(bytes, written, rawBytes, sha256(bytes), List.copyOf(poisoned));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
