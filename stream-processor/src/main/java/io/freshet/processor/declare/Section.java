package io.freshet.processor.declare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the file whose fields are asked for one by one; what nobody asked for is reported by {@link #close}. Fields that
 * are wrong are reported and then taken as absent, so that all mistakes of a file are found at once.
 */
final class Section {
    private final Yaml.Mapping mapping;
    private final String path;
    private final Issues issues;
    private final Set<String> asked = new LinkedHashSet<>();

    Section(Yaml.Mapping mapping, String path, Issues issues) {
        this.mapping = mapping;
        this.path = path;
        this.issues = issues;
    }

    Yaml.Mapping node() {
        return mapping;
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    List<Yaml.Entry> entries() {
        mapping.entries().forEach(entry -> asked.add(entry.key().value()));
        return mapping.entries();
    }

    Optional<Yaml> any(String name) {
        asked.add(name);
        return entry(name).map(Yaml.Entry::value);
    }

    boolean has(String name) {
        return entry(name).isPresent();
    }

    private Optional<Yaml.Entry> entry(String name) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().value().equals(name))
                .findFirst();
    }

    /** The key itself, for messages about a field as a whole. */
    Yaml at(String name) {
        return entry(name).<Yaml>map(Yaml.Entry::key).orElse(mapping);
    }

    Yaml.@Nullable Text text(String name, String expected) {
        Yaml value = any(name).orElse(null);
        if (value == null) {
            return null;
        }
        if (value instanceof Yaml.Text text && !text.isNothing()) {
            return text;
        }
        issues.add(value, path(name), "expected " + expected + ", not " + value.kind());
        return null;
    }

    Yaml.@Nullable Text required(String name, String expected) {
        if (!has(name)) {
            asked.add(name);
            issues.add(mapping, path(name), "missing; expected " + expected);
            return null;
        }
        return text(name, expected);
    }

    /** One text, or a list of them. */
    List<Yaml.Text> texts(String name, String expected) {
        Yaml value = any(name).orElse(null);
        return value == null ? List.of() : texts(value, name, expected);
    }

    List<Yaml.Text> texts(Yaml value, String name, String expected) {
        List<Yaml> items = value instanceof Yaml.Sequence sequence ? sequence.items() : List.of(value);
        if (items.isEmpty()) {
            issues.add(value, path(name), "expected " + expected + ", not an empty list");
        }
        List<Yaml.Text> texts = new ArrayList<>();
        for (Yaml item : items) {
            if (item instanceof Yaml.Text text && !text.isNothing()) {
                texts.add(text);
            } else {
                issues.add(item, path(name), "expected " + expected + ", not " + item.kind());
            }
        }
        return texts;
    }

    @Nullable
    Section section(String name) {
        Yaml value = any(name).orElse(null);
        if (value == null) {
            return null;
        }
        if (value instanceof Yaml.Mapping inner) {
            return new Section(inner, path(name), issues);
        }
        issues.add(value, path(name), "expected a mapping, not " + value.kind());
        return null;
    }

    /** @return the default where the field is absent or wrong */
    Duration duration(String name, Duration least, Duration otherwise) {
        Yaml.Text text = text(name, "a duration such as 5m");
        if (text == null) {
            return otherwise;
        }
        Duration duration = Durations.parse(text.value());
        if (duration == null) {
            issues.add(
                    text,
                    path(name),
                    "expected a duration such as 250ms, 30s, 5m, 1h30m or 7d, not '" + Texts.cut(text.value(), 40)
                            + "'");
            return otherwise;
        }
        if (duration.compareTo(least) < 0 || duration.compareTo(Durations.LONGEST) > 0) {
            issues.add(
                    text,
                    path(name),
                    "expected from " + Durations.text(least) + " to " + Durations.text(Durations.LONGEST) + ", not "
                            + text.value());
            return otherwise;
        }
        return duration;
    }

    long whole(String name, long least, long most, long otherwise) {
        String expected = "a whole number from " + least + " to " + most;
        Yaml.Text text = text(name, expected);
        if (text == null) {
            return otherwise;
        }
        if (text.value().matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text.value());
            if (number >= least && number <= most) {
                return number;
            }
        }
        issues.add(text, path(name), "expected " + expected + ", not '" + Texts.cut(text.value(), 40) + "'");
        return otherwise;
    }

    @Nullable
    Double number(String name) {
        Yaml.Text text = text(name, "a number");
        if (text == null) {
            return null;
        }
        if (text.value().matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            return Double.valueOf(text.value());
        }
        issues.add(text, path(name), "expected a number, not '" + Texts.cut(text.value(), 40) + "'");
        return null;
    }

    boolean truth(String name) {
        Yaml.Text text = text(name, "true or false");
        if (text != null && !text.value().equals("true") && !text.value().equals("false")) {
            issues.add(text, path(name), "expected true or false, not '" + Texts.cut(text.value(), 40) + "'");
        }
        return text != null && text.value().equals("true");
    }

    /** One of these words; the first where the field is absent or wrong. */
    String choice(String name, List<String> words) {
        Yaml.Text text = text(name, String.join(" or ", words));
        if (text == null) {
            return words.get(0);
        }
        if (!words.contains(text.value())) {
            issues.add(
                    text,
                    path(name),
                    "expected " + String.join(" or ", words) + ", not '" + Texts.cut(text.value(), 40) + "'",
                    NearMiss.hint(text.value(), words));
            return words.get(0);
        }
        return text.value();
    }

    /** Reports the fields that nobody asked for. */
    void close() {
        for (Yaml.Entry entry : mapping.entries()) {
            String name = entry.key().value();
            if (!asked.contains(name)) {
                String near = NearMiss.hint(name, asked);
                issues.add(
                        entry.key(),
                        path(Texts.cut(name, 60)),
                        "there is no such field here",
                        near.isEmpty() ? "there are " + String.join(", ", asked) : near);
            }
        }
    }
}
