package io.freshet.gateway.http;

import io.freshet.gateway.admission.Admission;
import io.freshet.gateway.admission.Attempt;
import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.Scope;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Shows admission what a request shows of its sender. Any thread; never blocks. */
public final class Entrance {
    private final Admission admission;

    public Entrance(Admission admission) {
        this.admission = admission;
    }

    /** Whether the head shows anything to be known by: some senders put their key into the body instead. */
    boolean showsCredentials(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.AUTHORIZATION);
    }

    /** Before the body is read. */
    Decision atHead(HttpServerRequest request, Scope scope, long bytes) {
        return admit(request, Credentials.NONE, scope, bytes);
    }

    /** For a sender whose key is in the body. */
    Decision withKey(HttpServerRequest request, String key, Scope scope, long bytes) {
        return admit(request, new Credentials.WriteKey(key), scope, bytes);
    }

    private Decision admit(HttpServerRequest request, Credentials credentials, Scope scope, long bytes) {
        return admission.admit(new Attempt(
                credentials, request.getHeader(HttpHeaders.ORIGIN), address(request), scope, Math.max(0, bytes)));
    }

    private static InetAddress address(HttpServerRequest request) {
        SocketAddress remote = request.connection().remoteAddress();
        String literal = remote == null ? null : remote.hostAddress();
        try {
            return literal == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
