package io.freshet.cli.demo;

import java.time.Duration;
import java.time.Instant;

/** Lets visitors in, one by one, at random times. */
final class Arrivals implements Actor {
    private final Chance chance;
    private final int people;
    private final Duration every;
    private Instant next;

    /**
     * @param people how many there are
     * @param every how often one of them comes, on average
     */
    Arrivals(Chance chance, int people, Duration every, Instant from) {
        this.chance = chance;
        this.people = people;
        this.every = every;
        this.next = from.plus(chance.wait(every));
    }

    @Override
    public Instant next() {
        return next;
    }

    @Override
    public void act(Scene scene) {
        scene.enter(new Visit(Person.number(chance.between(1, people)), chance.split(), next));
        next = next.plus(chance.wait(every));
    }
}
