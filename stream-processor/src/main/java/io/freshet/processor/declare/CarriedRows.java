package io.freshet.processor.declare;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Version 1: time, source, partition, offset, then every carried slot as {@link ValueCodec} writes it. */
record CarriedRows(Layout layout) implements RowCodec {
    private static final byte VERSION = 1;

    @Override
    public byte[] write(Row row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(row.time());
            out.writeByte(row.source());
            out.writeInt(row.partition());
            out.writeLong(row.offset());
            for (int slot : layout.carried()) {
                ValueCodec.write(row.get(slot), out);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Row read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("a row of version " + version + "; this program reads " + VERSION);
            }
            @Nullable Object[] values = new @Nullable Object[layout.size()];
            Row row = new Row(in.readLong(), in.readByte(), in.readInt(), in.readLong(), values);
            for (int slot : layout.carried()) {
                row.set(slot, ValueCodec.read(in));
            }
            return row;
        } catch (IOException e) {
            throw new IllegalStateException("these bytes are no row", e);
        }
    }
}
