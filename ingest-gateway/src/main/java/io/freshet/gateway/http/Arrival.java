package io.freshet.gateway.http;

import io.freshet.gateway.catalogue.ServedType;
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
 * @param query the part of the address behind the question mark, as it was sent
 * @param networkUser the id by which the browser is known again; null where that is off or not wanted
 */
record Arrival(
        @Nullable String name,
        @Nullable ServedType type,
        Body body,
        String contentType,
        MultiMap headers,
        @Nullable String query,
        @Nullable String networkUser,
        Instant receivedAt) {}
