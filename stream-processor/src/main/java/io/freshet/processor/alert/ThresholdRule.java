package io.freshet.processor.alert;

import io.freshet.processor.alert.ThresholdState.Phase;
import java.util.Optional;

/**
 * A value that goes beyond a bound and comes back behind another one. Readings of one key must be given in the order of their
 * times.
 *
 * <pre>
 *        beyond enter            beyond for the least duration: ENTER
 *  OUT ────────────────▶ ENTERING ────────────────▶ IN
 *   ▲ ◀──────────────────   │                       │ ▲
 *   │    not beyond enter                           ▼ │ not behind exit
 *   └───────────────────────────────────────────  LEAVING
 *        behind for the least duration: EXIT
 * </pre>
 *
 * With a least duration of zero the middle phases last no time. A phase ends with a reading only: what sends nothing enters
 * and leaves nothing.
 *
 * @param above whether beyond is upwards: then a reading is beyond where it is greater than {@code enter}, and behind where it
 *     is less than or equal to {@code exit}; else the other way round
 * @param exit on the same side of {@code enter} as the calm; equal to it for no hysteresis
 * @param enterMillis how long readings must stay beyond {@code enter} until it is told, inclusive
 * @param exitMillis how long they must stay behind {@code exit}, inclusive
 */
public record ThresholdRule(boolean above, double enter, double exit, long enterMillis, long exitMillis) {

    public ThresholdRule {
        boolean ordered = above ? exit <= enter : exit >= enter;
        if (!ordered || enterMillis < 0 || exitMillis < 0) {
            throw new IllegalArgumentException("enter at " + enter + ", exit at " + exit);
        }
    }

    public enum Kind {
        ENTER,
        EXIT
    }

    /**
     * @param time of the reading with which it was certain
     * @param since time of the first reading beyond (or behind) the bound
     * @param value of the reading at {@code time}
     */
    public record Crossing(Kind kind, long time, long since, double value) {}

    /** @param crossing empty where the reading changed nothing that is told */
    public record Step(ThresholdState state, Optional<Crossing> crossing) {}

    /** What follows from one reading; a value that is no number says nothing. */
    public Step after(ThresholdState state, long time, double value) {
        if (Double.isNaN(value)) {
            return new Step(state, Optional.empty());
        }
        return switch (state.phase()) {
            case OUT, ENTERING -> outside(state, time, value);
            case IN, LEAVING -> inside(state, time, value);
        };
    }

    private Step outside(ThresholdState state, long time, double value) {
        boolean beyond = above ? value > enter : value < enter;
        if (!beyond) {
            return new Step(ThresholdState.OUT, Optional.empty());
        }
        long since = state.phase() == Phase.ENTERING ? state.since() : time;
        return time - since < enterMillis
                ? new Step(new ThresholdState(Phase.ENTERING, since), Optional.empty())
                : new Step(
                        new ThresholdState(Phase.IN, since), Optional.of(new Crossing(Kind.ENTER, time, since, value)));
    }

    private Step inside(ThresholdState state, long time, double value) {
        boolean behind = above ? value <= exit : value >= exit;
        if (!behind) {
            return new Step(new ThresholdState(Phase.IN, state.since()), Optional.empty());
        }
        long since = state.phase() == Phase.LEAVING ? state.since() : time;
        return time - since < exitMillis
                ? new Step(new ThresholdState(Phase.LEAVING, since), Optional.empty())
                : new Step(ThresholdState.OUT, Optional.of(new Crossing(Kind.EXIT, time, since, value)));
    }
}
