package io.freshet.gateway.mqtt;

import io.freshet.gateway.admission.Attempt;
import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.Credentials;
import io.freshet.gateway.admission.Decision;
import io.freshet.gateway.admission.Scope;
import io.freshet.gateway.admission.TopicPermits;
import io.freshet.gateway.intake.mqtt.Route;
import io.freshet.model.Reason;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who is let in, and where it may publish. Of one connection. */
final class Entrance {
    private final Mqtt mqtt;
    private final InetAddress address;
    private final Credentials certificate;
    private final @Nullable String certificateName;
    private final @Nullable String origin;

    /**
     * @param certificate that TLS has verified, {@link Credentials#NONE} for none
     * @param origin of the page that a WebSocket comes from; null for none
     */
    Entrance(
            Mqtt mqtt,
            InetAddress address,
            Credentials certificate,
            @Nullable String certificateName,
            @Nullable String origin) {
        this.mqtt = mqtt;
        this.address = address;
        this.certificate = certificate;
        this.certificateName = certificateName;
        this.origin = origin;
    }

    /** What is said to a client that is not let in, or to a message that goes nowhere. */
    record Refusal(int code, String detail, String reason) {}

    /** What is wrong with a CONNECT, before anybody is asked; null for nothing. */
    @Nullable
    Refusal problem(Connect connect) {
        if (connect.client().isEmpty() && !connect.five() && !connect.clean()) {
            return new Refusal(Codes.BAD_CLIENT_ID, "A session that is kept needs a client id.", "client-id");
        }
        if (connect.client().length() > Names.LONGEST_CLIENT || !Names.isWellFormed(connect.client())) {
            return new Refusal(
                    Codes.BAD_CLIENT_ID,
                    "The client id is over %d characters, or has some that may not be in it."
                            .formatted(Names.LONGEST_CLIENT),
                    "client-id");
        }
        String user = connect.user();
        return user != null && !Names.isWellFormed(user)
                ? new Refusal(Codes.BAD_LOGIN, "The user name has characters that may not be in it.", "unauthenticated")
                : null;
    }

    Decision admit(Connect connect) {
        return mqtt.admission()
                .admit(new Attempt(connect.credentials(certificate), origin, () -> address, Scope.WRITE, 0));
    }

    static Refusal refusal(Decision.Denied denied) {
        Reason reason = denied.reason();
        int code = switch (reason) {
            case UNAUTHENTICATED -> Codes.BAD_LOGIN;
            case RATE_LIMITED, QUOTA_EXHAUSTED -> Codes.QUOTA;
            case IDENTITY_UNAVAILABLE -> Codes.UNAVAILABLE;
            default -> Codes.NOT_AUTHORIZED;
        };
        return new Refusal(code, denied.detail(), reason.slug());
    }

    TopicPermits.Identity identity(Connect connect, String client) {
        return new TopicPermits.Identity(client, connect.user(), certificateName);
    }

    /** What is wrong with publishing to a topic; null for nothing: then it has a route. */
    static @Nullable Refusal problem(Caller caller, TopicPermits.Identity who, String topic, @Nullable Route route) {
        if (!Names.isTopic(topic)) {
            return new Refusal(Codes.BAD_TOPIC, "This is no topic that can be published to.", "topic");
        }
        if (!caller.topics().allows(topic, who)) {
            return new Refusal(Codes.NOT_AUTHORIZED, "The key may not publish to this topic.", "out-of-scope");
        }
        if (route == null) {
            return new Refusal(Codes.BAD_TOPIC, "No event type is declared for this topic.", "topic");
        }
        return caller.mayPost(route.type())
                ? null
                : new Refusal(Codes.NOT_AUTHORIZED, "The key may not publish to this topic.", "out-of-scope");
    }

    InetAddress address() {
        return address;
    }
}
