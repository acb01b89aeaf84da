package io.freshet.processor.check;

import io.freshet.processor.declare.EventTypes;
import java.util.Collection;
import java.util.TreeSet;

/** Asks one, and the other about what the first does not know or cannot be asked. */
record FirstKnown(EventTypes first, EventTypes second) implements EventTypes {
    @Override
    public Answer find(String type) {
        Answer answer = first.find(type);
        if (answer instanceof Answer.Known) {
            return answer;
        }
        return second.find(type) instanceof Answer.Known known ? known : answer;
    }

    @Override
    public Collection<String> names() {
        TreeSet<String> names = new TreeSet<>(first.names());
        names.addAll(second.names());
        return names;
    }
}
