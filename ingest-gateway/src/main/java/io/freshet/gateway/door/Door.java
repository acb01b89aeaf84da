package io.freshet.gateway.door;

import io.freshet.gateway.admission.Admission;
import io.freshet.gateway.admission.Attempt;
import io.freshet.gateway.admission.BodyProof;
import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.Scope;
import io.freshet.gateway.privacy.Handling;
import io.freshet.gateway.privacy.Privacy;
import io.freshet.gateway.privacy.Signals;
import io.freshet.model.Reason;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where every HTTP request comes in.
 *
 * <pre>
 *   greet ─┬─▶ preflight: answered
 *          └─▶ at head ─┬─▶ denied
 *                       ├─▶ admitted ───────────────────────────────▶ visit
 *                       └─▶ on proof ─ body ─▶ denied or admitted ──▶ visit
 * </pre>
 *
 * A protocol whose body says who sends asks {@link #withKey} instead of {@link #atHead}, if the head shows nothing. Never blocks.
 */
public final class Door {
    private static final String GPC = "Sec-GPC";
    private static final String DNT = "DNT";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String ONE = "1";

    private final Admission admission;
    private final Networks proxies;
    private final @Nullable NetworkCookie cookie;

    /**
     * @param proxies whose {@code X-Forwarded-For} is believed
     * @param cookie null where there is none
     */
    public Door(Admission admission, Networks proxies, @Nullable NetworkCookie cookie) {
        this.admission = admission;
        this.proxies = proxies;
        this.cookie = cookie;
    }

    /** Puts what browsers have to be told on the response, whatever becomes of the request. Once, first, on its event loop. */
    public Greeting greet(HttpServerRequest request) {
        Cors.vary(request.response());
        String origin = origin(request);
        if (origin == null) {
            return Greeting.WELCOME;
        }
        boolean allowed = Cors.allow(request.response(), origin, admission.origins(CredentialsReader.read(request)));
        if (!Cors.isPreflight(request)) {
            return Greeting.WELCOME;
        }
        if (!allowed) {
            return Greeting.FOREIGN_PREFLIGHT;
        }
        Cors.preflight(request);
        return Greeting.PREFLIGHT;
    }

    /** Whether the head is all that is needed to tell who sends: else the body may say it. Any thread. */
    public boolean showsCredentials(HttpServerRequest request) {
        return !admission.asksForKeys() || CredentialsReader.read(request) != Credentials.NONE;
    }

    /**
     * Before the body is read. Any thread.
     *
     * @param bytes how long the body is said to be, negative if unknown
     */
    public Decision atHead(HttpServerRequest request, Scope scope, long bytes) {
        return admit(request, CredentialsReader.read(request), scope, bytes);
    }

    /** For a sender whose key is in the body. Any thread. */
    public Decision withKey(HttpServerRequest request, String key, Scope scope, long bytes) {
        return admit(request, new Credentials.WriteKey(key), scope, bytes);
    }

    /** What may be known of a sender that was let in. Any thread. */
    public Visit visit(HttpServerRequest request, Decision.Admitted admitted) {
        return new Visit(
                request, admitted, handling(request, admitted.caller().privacy()), () -> address(request), cookie);
    }

    /** Tells a sender that is not let in what is left of its limits. Event loop of the request only. */
    public void tell(HttpServerRequest request, Decision.Denied denied) {
        if (denied.reason() == Reason.UNAUTHENTICATED && !request.response().headWritten()) {
            // Never Basic: a browser would ask the person for a password.
            request.response().putHeader("WWW-Authenticate", "Bearer realm=\"freshet\"");
        }
        RateLimitHeaders.put(request.response(), denied.standing());
    }

    private Decision admit(HttpServerRequest request, Credentials credentials, Scope scope, long bytes) {
        Decision decision = admission.admit(
                new Attempt(credentials, origin(request), () -> address(request), scope, Math.max(0, bytes)));
        if (decision instanceof Decision.OnProof(var caller, BodyProof proof)) {
            return new Decision.OnProof(caller, (body, length) -> unlessRefused(request, proof.decide(body, length)));
        }
        return unlessRefused(request, decision);
    }

    private static Decision unlessRefused(HttpServerRequest request, Decision decision) {
        boolean dropped = decision instanceof Decision.Admitted admitted
                && handling(request, admitted.caller().privacy()) == Handling.DROP;
        return dropped
                ? Decision.Denied.of(
                        Reason.CONSENT_WITHHELD, "The person does not want to be tracked; nothing of this is kept.")
                : decision;
    }

    private static Handling handling(HttpServerRequest request, Privacy privacy) {
        return privacy.handling(new Signals(isOne(request, GPC), isOne(request, DNT)));
    }

    private InetAddress address(HttpServerRequest request) {
        InetAddress remote = Objects.requireNonNull(
                IpLiteral.parse(request.connection().remoteAddress().hostAddress()));
        return ClientAddress.of(remote, request.headers().getAll(FORWARDED_FOR), proxies);
    }

    /** Several are none that anybody allows. */
    private static @Nullable String origin(HttpServerRequest request) {
        List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
        return origins.isEmpty() ? null : String.join(", ", origins);
    }

    private static boolean isOne(HttpServerRequest request, String header) {
        return ONE.equals(request.getHeader(header));
    }
}
