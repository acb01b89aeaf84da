package io.freshet.cli.types;

import io.freshet.cli.Failure;
import io.freshet.model.EventType;
import io.freshet.model.EventType.InvalidEventTypeException;
import io.freshet.model.TypeName;
import io.freshet.model.registry.SchemaRegistry;
import io.freshet.model.registry.SchemaRegistry.Answer;
import io.freshet.model.registry.SchemaRegistry.Registered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Reads event types from the registry. */
public final class KnownTypes {
    private static final String SUFFIX = "-value";
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

    private final SchemaRegistry registry;
    private final String url;

    /** @param url of the registry, for messages */
    public KnownTypes(SchemaRegistry registry, String url) {
        this.registry = registry;
        this.url = url;
    }

    /**
     * The newest version of a type that may be sent.
     *
     * @param patience how long an absent registry is asked again
     * @throws Failure when there is none, or it is not for senders
     */
    public EventType ingestible(String name, Duration patience) {
        String problem = TypeName.problem(name);
        if (problem != null) {
            throw new Failure("'" + name + "' is no event type: " + problem + ".");
        }
        Registered latest =
                ask(() -> registry.latest(TypeName.subject(name)), patience).orElseThrow(() -> unknown(name));
        EventType type = read(latest);
        if (!type.ingestible()) {
            throw new Failure(
                    name + " cannot be sent: it is a type that Freshet itself writes (freshet.ingest is not true).");
        }
        return type;
    }

    /** Every type, by name; a subject that is no event type is left out. */
    public List<EventType> all() {
        List<String> subjects = ask(registry::subjects, Duration.ZERO).orElse(List.of());
        return subjects.stream()
                .filter(subject -> subject.endsWith(SUFFIX))
                .map(subject -> ask(() -> registry.latest(subject), Duration.ZERO))
                .flatMap(Optional::stream)
                .map(KnownTypes::readIfType)
                .flatMap(Optional::stream)
                .toList();
    }

    private Failure unknown(String name) {
        String known = String.join(
                ", ",
                all().stream()
                        .filter(EventType::ingestible)
                        .map(EventType::name)
                        .toList());
        return new Failure("There is no event type '" + name + "'. There are: " + known
                + ".\nAdd one with: ./freshet schema add FILE");
    }

    private static EventType read(Registered registered) {
        try {
            return EventType.of(name(registered), registered.id(), registered.schema());
        } catch (InvalidEventTypeException e) {
            throw new Failure("The schema " + registered.subject() + " is no event type: " + e.getMessage(), e);
        }
    }

    private static Optional<EventType> readIfType(Registered registered) {
        try {
            return Optional.of(EventType.of(name(registered), registered.id(), registered.schema()));
        } catch (InvalidEventTypeException e) {
            return Optional.empty();
        }
    }

    private static String name(Registered registered) {
        return registered.subject().substring(0, registered.subject().length() - SUFFIX.length());
    }

    private <T> Optional<T> ask(Supplier<Answer<T>> question, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            switch (question.get()) {
                case Answer.Found<T>(T value) -> {
                    return Optional.of(value);
                }
                case Answer.Unknown<T> unknown -> {
                    return Optional.empty();
                }
                case Answer.Refused<T>(String why) -> throw new Failure("The registry at " + url + " refuses: " + why);
                case Answer.Unavailable<T>(String why) -> {
                    if (System.nanoTime() - deadline >= 0) {
                        throw new Failure("The registry at " + url + " does not answer: " + why
                                + "\nSee ./freshet status; ./freshet up starts what is missing.");
                    }
                    LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
                }
            }
        }
    }
}
