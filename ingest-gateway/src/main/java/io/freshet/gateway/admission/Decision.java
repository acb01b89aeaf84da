package io.freshet.gateway.admission;

import io.freshet.model.Reason;
import java.util.List;

/** What admission says to an attempt. */
public sealed interface Decision {

    /** Let in; what it sends is charged to the ticket once it has been counted. */
    record Admitted(Caller caller, Ticket ticket) implements Decision {}

    /** Known by name, and let in only if the body, once its bytes are there, fits the signature: ask {@link BodyProof}. */
    record OnProof(Caller caller, BodyProof proof) implements Decision {}

    /**
     * Not let in; nothing of it is read or kept.
     *
     * @param detail for the sender; names no key and no other caller
     * @param retryAfter whole seconds, 0 for none
     * @param standing of the quotas that were asked, to be told to the sender; may be empty
     */
    record Denied(Reason reason, String detail, int retryAfter, List<Standing> standing) implements Decision {

        public static Denied of(Reason reason, String detail) {
            return new Denied(reason, detail, 0, List.of());
        }
    }
}
