package io.freshet.local.types;

import io.freshet.model.registry.SchemaRegistry.Answer;
import java.util.List;
import java.util.Optional;

/** What a registry's answer means for an installation: something, nothing, or the end of it. */
final class Answers {
    private Answers() {}

    /** Empty when the registry itself said that it knows no such thing. */
    static <T> Optional<T> found(Answer<T> answer, String name) {
        return switch (answer) {
            case Answer.Found<T> found -> Optional.of(found.value());
            case Answer.Unknown<T> unknown -> Optional.empty();
            case Answer.Refused<T> refused -> throw EventTypeException.refused(name, List.of(refused.why()));
            case Answer.Unavailable<T> away -> throw EventTypeException.unavailable("the registry", away.why());
        };
    }
}
