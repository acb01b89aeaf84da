package io.freshet.relay.encode;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A file as it grows, in pieces: nothing is copied until it is whole, which spares memory where files are large. One thread. */
final class FileBytes extends OutputStream {
    private static final int PIECE = 256 << 10;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece = new byte[PIECE];
    private int used;

    @Override
    public void write(int b) {
        room();
        piece[used++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        int at = offset;
        int left = count;
        while (left > 0) {
            room();
            int now = Math.min(left, PIECE - used);
            System.arraycopy(from, at, piece, used, now);
            used += now;
            at += now;
            left -= now;
        }
    }

    private void room() {
        if (used == PIECE) {
            full.add(piece);
            piece = new byte[PIECE];
            used = 0;
        }
    }

    byte[] toByteArray() {
        byte[] whole = new byte[full.size() * PIECE + used];
        for (int n = 0; n < full.size(); n++) {
            System.arraycopy(full.get(n), 0, whole, n * PIECE, PIECE);
        }
        System.arraycopy(piece, 0, whole, full.size() * PIECE, used);
        return whole;
    }
}
