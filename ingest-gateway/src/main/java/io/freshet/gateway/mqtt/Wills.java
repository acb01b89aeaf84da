package io.freshet.gateway.mqtt;

import io.freshet.gateway.admission.Caller;
import io.freshet.gateway.admission.TopicPermits;
import io.freshet.gateway.intake.mqtt.Route;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants said when its connection ends without a word (MQTT 5, 3.1.2.5): published as an event, after its delay unless the
 * client is back by then, and not later than its session ends. Lives with this process only. Of one event loop.
 */
final class Wills {
    private static final long MILLIS = 1_000;

    private final Mqtt mqtt;
    private final Connect.Will will;
    private final @Nullable Route route;
    private final Entrance.@Nullable Refusal problem;

    private Wills(Mqtt mqtt, Connect.Will will, @Nullable Route route, Entrance.@Nullable Refusal problem) {
        this.mqtt = mqtt;
        this.will = will;
        this.route = route;
        this.problem = problem;
    }

    static Wills of(Mqtt mqtt, Caller caller, TopicPermits.Identity who, Connect.Will will) {
        Route route = mqtt.topics().route(will.message().topic());
        return new Wills(
                mqtt, will, route, Entrance.problem(caller, who, will.message().topic(), route));
    }

    /** Why it could not be published; null if it can: better that the client learns it now. */
    Entrance.@Nullable Refusal problem() {
        return problem;
    }

    void publish(Conversation ended, long expirySeconds) {
        Route to = route;
        if (to == null) {
            return;
        }
        long delay = Math.min(will.delaySeconds(), expirySeconds);
        if (delay == 0) {
            ended.bequeath(to, will.message());
        } else {
            mqtt.vertx().setTimer(delay * MILLIS, timer -> {
                if (!ended.isBack()) {
                    ended.bequeath(to, will.message());
                }
            });
        }
    }
}
