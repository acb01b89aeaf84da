package io.freshet.gateway.http;

import io.freshet.gateway.admission.BodyProof;
import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.door.Visit;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request.
 *
 * @param visit null as long as the body has not proved who sends
 * @param proof null where none is needed
 */
record Sender(
        Caller caller, @Nullable Visit visit, @Nullable BodyProof proof) {}
