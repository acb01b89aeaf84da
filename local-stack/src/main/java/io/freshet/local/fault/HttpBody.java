package io.freshet.local.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A request's body on its way, hashed as it passes. One thread. */
final class HttpBody {
    private static final int CHUNK = 16 << 10;

    private final InputStream in;
    private final long length;
    private final ContentDigest digest;
    private long read;

    /** @param framed whether its content comes in signed pieces */
    HttpBody(InputStream in, long length, boolean framed) {
        this.in = in;
        this.length = length;
        this.digest = new ContentDigest(framed);
    }

    long length() {
        return length;
    }

    boolean complete() {
        return read == length;
    }

    /** Once complete. */
    String sha256() {
        return digest.sha256();
    }

    void skip() throws IOException {
        in.skipNBytes(length - read);
    }

    /** A receiver that has heard enough, and says so before the end, is not an error: its answer tells. */
    void passTo(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        boolean listening = true;
        while (read < length) {
            int count = in.read(chunk, 0, (int) Math.min(CHUNK, length - read));
            if (count < 0) {
                throw new EOFException();
            }
            read += count;
            digest.update(chunk, count);
            listening = listening && write(out, chunk, count);
        }
    }

    private static boolean write(OutputStream out, byte[] chunk, int count) {
        try {
            out.write(chunk, 0, count);
            return true;
        } catch (IOException heardEnough) {
            return false;
        }
    }
}
