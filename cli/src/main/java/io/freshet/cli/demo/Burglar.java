package io.freshet.cli.demo;

import java.time.Duration;
import java.time.Instant;

/** Tries passwords from one address, a dozen within a minute or so, then comes back later from another. */
final class Burglar implements Actor {
    private static final Duration REST = Duration.ofMinutes(3);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final Chance chance;
    private final int people;
    private Instant next;
    private String address = "";
    private int triesLeft;

    Burglar(Chance chance, int people, Instant from) {
        this.chance = chance;
        this.people = people;
        this.next = from.plusSeconds(20);
    }

    @Override
    public Instant next() {
        return next;
    }

    @Override
    public void act(Scene scene) {
        if (triesLeft == 0) {
            triesLeft = chance.between(6, 14);
            address = "203.0.113." + chance.between(1, 254);
        }
        triesLeft--;
        boolean in = triesLeft == 0 && chance.happens(0.2);
        scene.happens(
                next,
                "login-events",
                Scene.fields("timestamp", next)
                        .put("user_id", Person.number(chance.between(1, people)).id())
                        .put("ip_address", address)
                        .put("status", in ? "SUCCESS" : "FAILED"));
        next = next.plus(chance.wait(triesLeft == 0 ? REST : BETWEEN_TRIES));
    }
}
