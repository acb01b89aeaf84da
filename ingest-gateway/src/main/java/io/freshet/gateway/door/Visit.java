package io.freshet.gateway.door;

import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.intake.TraceContext;
import io.freshet.gateway.privacy.AddressPolicy;
import io.freshet.gateway.privacy.EventFilter;
import io.freshet.gateway.privacy.Handling;
import io.freshet.gateway.privacy.Privacy;
import io.freshet.model.EventHeaders;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that was let in, and what may be known of its sender. One thread at a time. */
public final class Visit {
    private static final String ANONYMOUS = "SP-Anonymous";

    private final HttpServerRequest request;
    private final Decision.Admitted admitted;
    private final Handling handling;
    private final Supplier<InetAddress> address;
    private final @Nullable NetworkCookie cookie;
    private @Nullable String networkUser;

    Visit(
            HttpServerRequest request,
            Decision.Admitted admitted,
            Handling handling,
            Supplier<InetAddress> address,
            @Nullable NetworkCookie cookie) {
        this.request = request;
        this.admitted = admitted;
        this.handling = handling;
        this.address = address;
        this.cookie = cookie;
    }

    public Caller caller() {
        return admitted.caller();
    }

    /** What the browser's signals do to every event of the request; consent fields of an event can only make it stricter. */
    public Handling handling() {
        return handling;
    }

    /** What has to be done to each event by itself; null for nothing. */
    public @Nullable EventFilter wishes() {
        Privacy privacy = caller().privacy();
        boolean idle = privacy.consent().isEmpty()
                && (handling == Handling.KEEP || privacy.identifiers().isEmpty());
        return idle ? null : new EventFilter(privacy);
    }

    /** For a request that was read, or each piece of it: charges the caller. */
    public void charge(int events, long bytes) {
        admitted.ticket().charge(events, bytes);
    }

    /** What may be written of the sender's address; null for nothing. */
    public @Nullable String address() {
        AddressPolicy policy = caller().privacy().address(handling);
        return policy == AddressPolicy.DROP || isAnonymous() ? null : policy.apply(address.get());
    }

    /**
     * The id by which this browser is known again; null where that is switched off, or the person or the page does not want it.
     */
    public @Nullable String networkUserId() {
        if (networkUser == null && cookie != null && handling == Handling.KEEP && !isAnonymous()) {
            Cookie brought = request.getCookie(cookie.name());
            networkUser = cookie.id(brought == null ? null : brought.getValue());
        }
        return networkUser;
    }

    /** Kafka headers of all that the request brings: W3C trace context, and what may be kept of the address. */
    public Map<String, String> headers() {
        Map<String, String> trace =
                TraceContext.headers(request.getHeader(TraceContext.PARENT), request.getHeader(TraceContext.STATE));
        String kept = address();
        if (kept == null) {
            return trace;
        }
        Map<String, String> headers = new HashMap<>(trace);
        headers.put(EventHeaders.ADDRESS, kept);
        return headers;
    }

    /** Puts on the answer what is left of the caller's limits, and the cookie if its id was used. Event loop of the request only. */
    public void takeLeave() {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        RateLimitHeaders.put(response, admitted.ticket().standing());
        if (networkUser != null && cookie != null) {
            response.headers().add(HttpHeaders.SET_COOKIE, cookie.setCookie(networkUser, host()));
        }
    }

    /** The page says that nothing that identifies may be kept. */
    private boolean isAnonymous() {
        return request.headers().contains(ANONYMOUS);
    }

    private @Nullable String host() {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return request.authority() == null ? null : request.authority().host();
        }
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
