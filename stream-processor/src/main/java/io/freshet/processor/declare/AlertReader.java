package io.freshet.processor.declare;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code pattern:}, {@code threshold:} and {@code silence:}. */
final class AlertReader {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final int MOST_EVENTS = 10_000;

    private final Section section;
    private final Computed computed;
    private final Issues issues;

    AlertReader(Section section, Computed computed, Issues issues) {
        this.section = section;
        this.computed = computed;
        this.issues = issues;
    }

    Behaviour.Pattern pattern() {
        Yaml.Text match = section.required("match", "an expression such as status == 'FAILED'");
        int matchSlot = slot(match, "match");
        requirePresent("at-least", "a whole number");
        requirePresent("within", "a duration such as 5m");
        int atLeast = (int) section.whole("at-least", 1, MOST_EVENTS, 1);
        Duration within = section.duration("within", LEAST, LEAST);
        Duration coolDown = section.duration("cool-down", Duration.ZERO, within);
        int reset = slot(section.text("reset", "an expression"), "reset");
        Duration grace = section.duration("grace", Duration.ZERO, Duration.ofMinutes(1));
        section.close();
        return new Behaviour.Pattern(matchSlot, atLeast, within, coolDown, reset, grace);
    }

    Behaviour.Threshold threshold() {
        Yaml.Text value = section.required("value", "a number of the event, such as temperature");
        int slot = value == null ? -1 : computed.numberSlot(value, section.path("value"));
        Double above = section.number("above");
        Double below = section.number("below");
        requirePresent("exit", "a number");
        Double exit = section.number("exit");
        Duration minimum = section.duration("minimum", Duration.ZERO, Duration.ZERO);
        Duration grace = section.duration("grace", Duration.ZERO, Duration.ofMinutes(1));
        section.close();
        boolean one = section.has("above") != section.has("below");
        if (!one) {
            issues.add(section.node(), section.path("above"), "expected either above or below");
        }
        boolean isAbove = above != null;
        Double enter = isAbove ? above : below;
        if (one && enter != null && exit != null && (isAbove ? exit > enter : exit < enter)) {
            issues.add(
                    section.at("exit"),
                    section.path("exit"),
                    isAbove
                            ? "must not be over the bound to enter, or no value would be inside"
                            : "must not be under the bound to enter, or no value would be inside");
        }
        return new Behaviour.Threshold(
                slot, isAbove, enter == null ? 0 : enter, exit == null ? 0 : exit, minimum, grace);
    }

    Behaviour.Silence silence() {
        requirePresent("after", "a duration such as 10m");
        Duration after = section.duration("after", Duration.ofSeconds(1), Duration.ofMinutes(10));
        Duration suppress = section.duration("suppress-after-start", Duration.ZERO, after);
        Double share = section.number("fleet-share");
        if (share != null && (share <= 0 || share > 1)) {
            issues.add(section.at("fleet-share"), section.path("fleet-share"), "expected more than 0, and 1 at most");
        }
        int retire = slot(section.text("retire", "an expression"), "retire");
        Duration forget = section.duration("forget-after", after, Duration.ofDays(30));
        if (forget.compareTo(after) < 0) {
            issues.add(
                    section.at("forget-after"),
                    section.path("forget-after"),
                    "a device would be forgotten before its silence is noticed");
        }
        section.close();
        return new Behaviour.Silence(after, suppress, share == null ? 0.5 : share, retire, forget);
    }

    private int slot(Yaml.@Nullable Text text, String name) {
        return text == null ? -1 : computed.conditionSlot(text, text.value(), 0, section.path(name));
    }

    private void requirePresent(String name, String expected) {
        if (!section.has(name)) {
            section.any(name);
            issues.add(section.node(), section.path(name), "missing; expected " + expected);
        }
    }
}
