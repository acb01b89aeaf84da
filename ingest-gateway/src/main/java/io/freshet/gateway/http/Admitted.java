package io.freshet.gateway.http;

import io.freshet.gateway.admission.BodyProof;
import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Ticket;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request.
 *
 * @param ticket null as long as the body has not proved it
 * @param proof null where none is needed
 */
record Admitted(
        Caller caller, @Nullable Ticket ticket, @Nullable BodyProof proof) {}
