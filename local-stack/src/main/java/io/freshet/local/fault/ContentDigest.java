package io.freshet.local.fault;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of what a body says, whatever frames it is in: S3 clients sign pieces of a body on the way, so that the same object looks
 * different each time. Source: Amazon S3, "Signature calculations: transferring a payload in multiple chunks". One thread.
 */
final class ContentDigest {
    private final MessageDigest digest;
    private final StringBuilder line = new StringBuilder();
    private State state;
    private long left;

    private enum State {
        /** No frames at all. */
        PLAIN,
        /** In the line before a piece: its size in hex, and a signature. */
        SIZE,
        PIECE,
        /** Behind the last piece. */
        END
    }

    /** @param framed whether the body comes in signed pieces */
    ContentDigest(boolean framed) {
        this.state = framed ? State.SIZE : State.PLAIN;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void update(byte[] bytes, int length) {
        if (state == State.PLAIN) {
            digest.update(bytes, 0, length);
            return;
        }
        int at = 0;
        while (at < length && state != State.END) {
            if (state == State.PIECE) {
                int count = (int) Math.min(left, length - at);
                digest.update(bytes, at, count);
                at += count;
                left -= count;
                state = left == 0 ? State.SIZE : State.PIECE;
            } else {
                size(bytes[at++]);
            }
        }
    }

    private void size(byte next) {
        if (next != '\n') {
            line.append((char) next);
            return;
        }
        String text = line.toString().strip();
        line.setLength(0);
        // The line break behind the piece before.
        if (!text.isEmpty()) {
            left = Long.parseLong(text.split(";", 2)[0], 16);
            state = left == 0 ? State.END : State.PIECE;
        }
    }

    /** To be asked once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
