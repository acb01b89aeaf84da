package io.freshet.gateway.http;

import io.freshet.gateway.catalogue.ServedType;
import io.freshet.gateway.door.Visit;
import io.freshet.gateway.intake.Body;
import io.vertx.core.MultiMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that is there as a whole.
 *
 * @param name of the event type that the path names; null where the path names none
 * @param type that type, once it has been found
 * @param body inflated
 * @param visit who sends, its network user id and what may be kept of its address; null as long as only the body can say who sends
 * @param query the part of the address behind the question mark, as it was sent
 */
record Arrival(
        @Nullable String name,
        @Nullable ServedType type,
        Body body,
        String contentType,
        MultiMap headers,
        @Nullable String query,
        Instant receivedAt,
        @Nullable Visit visit) {

    /** The id by which the browser is known again; null where that is off or not wanted. */
    @Nullable
    String networkUser() {
        return visit == null ? null : visit.networkUserId();
    }
}
