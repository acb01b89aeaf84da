package io.freshet.processor.declare;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code window:}. */
final class WindowReader {
    private static final List<String> KINDS = List.of("tumbling", "hopping", "session", "sliding");
    private static final Duration LEAST = Duration.ofMillis(1);
    /** More overlapping windows than this would each be written for every event. */
    private static final long MAX_OVERLAP = 1_000;

    static final Duration GRACE = Duration.ofMinutes(10);
    private static final Duration LONGEST_SESSION = Duration.ofDays(1);

    private final Section section;
    private final Issues issues;

    WindowReader(Section section, Issues issues) {
        this.section = section;
        this.issues = issues;
    }

    @Nullable
    Window read() {
        List<String> given = KINDS.stream().filter(section::has).toList();
        if (given.size() != 1) {
            issues.add(
                    section.node(),
                    section.path("").replace(".", ""),
                    "expected exactly one of " + String.join(", ", KINDS)
                            + (given.isEmpty() ? "" : ", not " + String.join(" and ", given)));
        }
        String kind = given.isEmpty() ? "" : given.get(0);
        Duration size = kind.isEmpty() ? LEAST : section.duration(kind, LEAST, LEAST);
        Duration grace = section.duration("grace", Duration.ZERO, GRACE);
        Emit emit = section.choice("emit", List.of("final", "updates")).equals("final") ? Emit.FINAL : Emit.UPDATES;
        Window window = switch (kind) {
            case "tumbling" -> new Window(Window.Kind.TUMBLING, size, size, Duration.ZERO, grace, emit);
            case "hopping" -> hopping(size, grace, emit);
            case "session" ->
                new Window(
                        Window.Kind.SESSION,
                        section.duration("longest", size, max(size, LONGEST_SESSION)),
                        Duration.ZERO,
                        size,
                        grace,
                        emit);
            case "sliding" -> new Window(Window.Kind.SLIDING, size, Duration.ZERO, Duration.ZERO, grace, emit);
            default -> null;
        };
        if (window == null) {
            // Without a kind it is unknown which fields go with it.
            KINDS.forEach(section::any);
            section.any("advance");
            section.any("longest");
        }
        section.close();
        return window;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private @Nullable Window hopping(Duration size, Duration grace, Emit emit) {
        if (!section.has("advance")) {
            section.any("advance");
            issues.add(section.node(), section.path("advance"), "missing; a hopping window needs one, such as 1m");
            return null;
        }
        Duration advance = section.duration("advance", LEAST, size);
        if (advance.compareTo(size) > 0) {
            issues.add(
                    section.at("advance"),
                    section.path("advance"),
                    "longer than the window: events would fall between windows",
                    "expected at most " + Durations.text(size));
            return null;
        }
        if (size.toMillis() / advance.toMillis() > MAX_OVERLAP) {
            issues.add(
                    section.at("advance"),
                    section.path("advance"),
                    "every event would be in more than " + MAX_OVERLAP + " windows");
            return null;
        }
        return new Window(Window.Kind.HOPPING, size, advance, Duration.ZERO, grace, emit);
    }
}
