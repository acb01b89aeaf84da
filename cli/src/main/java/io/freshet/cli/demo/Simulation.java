package io.freshet.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/** Lets all actors act in the order of time. Knows no clock: whoever asks says until when. One thread. */
public final class Simulation {
    /** So many visits tell how many events one has on average; arrivals are set by it. */
    private static final int REHEARSALS = 400;
    /** Of the wanted rate, so much at least is left to the visitors, however many sensors there are. */
    private static final double LEAST_FOR_VISITORS = 0.2;

    private final PriorityQueue<Actor> actors =
            new PriorityQueue<>(Comparator.comparing(actor -> Objects.requireNonNull(actor.next())));
    private final Scene scene;

    Simulation(Activity activity, Instant start, String run) {
        this.scene = new Scene(run);
        Chance chance = new Chance(activity.seed());
        double sensors = (double) activity.devices() / Thermometer.EVERY.toSeconds();
        double visitors = Math.max(activity.rate() - sensors, LEAST_FOR_VISITORS * activity.rate());
        double visits = visitors / eventsOfVisit(chance.split(), start);
        Duration every = Duration.ofNanos(Math.round(Duration.ofSeconds(1).toNanos() / visits));
        add(new Arrivals(chance.split(), activity.people(), every, start));
        add(new Burglar(chance.split(), activity.people(), start));
        for (int device = 1; device <= activity.devices(); device++) {
            boolean fails = device == activity.devices();
            add(new Thermometer(
                    "sensor-%03d".formatted(device),
                    chance.split(),
                    fails ? new Fault.OverheatsThenFallsSilent(start) : new Fault.None(),
                    start));
        }
    }

    private static double eventsOfVisit(Chance chance, Instant start) {
        Scene rehearsal = new Scene("");
        long events = 0;
        for (int i = 1; i <= REHEARSALS; i++) {
            List<Actor> on = new ArrayList<>(List.of(new Visit(Person.number(i), chance.split(), start)));
            while (!on.isEmpty()) {
                Actor actor = on.getLast();
                if (actor.next() == null) {
                    on.removeLast();
                } else {
                    actor.act(rehearsal);
                    on.addAll(rehearsal.takeNewcomers());
                }
            }
            events += rehearsal.takeHappened().size();
        }
        return (double) events / REHEARSALS;
    }

    /** What happens before {@code end} and was not told yet, in order of the moment at which it was decided. */
    public List<DemoEvent> until(Instant end) {
        while (Objects.requireNonNull(actors.element().next()).isBefore(end)) {
            Actor actor = actors.remove();
            actor.act(scene);
            add(actor);
            scene.takeNewcomers().forEach(this::add);
        }
        return scene.takeHappened();
    }

    private void add(Actor actor) {
        if (actor.next() != null) {
            actors.add(actor);
        }
    }
}
