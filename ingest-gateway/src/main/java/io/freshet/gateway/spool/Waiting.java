package io.freshet.gateway.spool;

import io.freshet.gateway.outcome.Ledger;

/** A record that waits for the disk. */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Waiting(byte[] payload, int slot, Ledger ledger, int index) {
    int bytes() {
        return Frames.HEADER + payload.length;
    }
}
