package io.freshet.relay.encode;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.freshet.model.BuiltInTypes;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.Poison;
import io.freshet.relay.encode.RowWriter.SchemaMissingException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Records to the bytes of their file. A pure function of the records: writer's schema by id, fixed order of fields, fixed
 * compression level, one thread, no clock; so whoever encodes the same records gets the same bytes. Any number of threads;
 * may wait for the registry, so never on the poll thread.
 */
public final class FileEncoder {
    private static final int LEVEL = 1;
    private static final int CHUNK = 64 << 10;

    private final Transcoders transcoders;

    public FileEncoder(SchemaRegistry registry) {
        this.transcoders = new Transcoders(registry);
    }

    public Encoding encode(Origin origin, List<SourceRecord> records) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(CHUNK);
        RowWriter rows = new RowWriter(origin, transcoders);
        List<Poison> poisoned = new ArrayList<>();
        long written = 0;
        long rawBytes = 0;
        try (OutputStream out = compress(file)) {
            for (SourceRecord record : records) {
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

    private static OutputStream compress(ByteArrayOutputStream file) throws IOException {
        ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(file, LEVEL);
        zstd.setChecksum(true);
        return new BufferedOutputStream(zstd, CHUNK);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
