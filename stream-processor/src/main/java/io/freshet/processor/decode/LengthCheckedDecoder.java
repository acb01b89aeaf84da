package io.freshet.processor.decode;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * A decoder of one record that never believes a length which the record cannot hold: Avro's own one first allocates what a
 * broken length says, up to 2 GB, and would take the process with it.
 */
final class LengthCheckedDecoder extends Decoder {
    private final BinaryDecoder in;
    private final int size;

    /** @param size of the whole record in bytes, the bound of everything in it */
    LengthCheckedDecoder(BinaryDecoder in, int size) {
        this.in = in;
        this.size = size;
    }

    private int length() throws IOException {
        return (int) checked(in.readLong());
    }

    private long checked(long length) throws IOException {
        if (length < 0 || length > size) {
            throw new EOFException("a length of " + length + " in a record of " + size + " bytes");
        }
        return length;
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        byte[] bytes = new byte[length()];
        in.readFixed(bytes);
        return new Utf8(bytes);
    }

    @Override
    public String readString() throws IOException {
        return readString(null).toString();
    }

    @Override
    public void skipString() throws IOException {
        in.skipFixed(length());
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        byte[] bytes = new byte[length()];
        in.readFixed(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public void skipBytes() throws IOException {
        in.skipFixed(length());
    }

    @Override
    public long readArrayStart() throws IOException {
        return checked(in.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return checked(in.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return in.skipArray();
    }

    @Override
    public long readMapStart() throws IOException {
        return checked(in.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return checked(in.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return in.skipMap();
    }

    @Override
    public void readNull() throws IOException {
        in.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return in.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return in.readDouble();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        in.readFixed(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        in.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return in.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return in.readIndex();
    }
}
