package io.freshet.processor.check;

import io.freshet.processor.declare.EventTypes;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/**
 * The registry's types, and before their first start the results of jobs that will write them: a job that reads them can be
 * checked at once, and then waits for their topic. Every question may block for as long as the registry's client does.
 *
 * @param registered what is registered counts
 * @param others the other jobs of the process, by the names of their files
 */
public record TypesAndResults(EventTypes registered, Map<String, String> others) implements EventTypes {
    @Override
    public Answer find(String type) {
        Answer answer = registered.find(type);
        return answer instanceof Answer.Unknown ? resultOf(type, answer) : answer;
    }

    private Answer resultOf(String type, Answer otherwise) {
        // Most types are no result of any, and need no other job to be read.
        if (others.values().stream().noneMatch(text -> text.contains(type))) {
            return otherwise;
        }
        return JobSet.check(others, registered).plans().values().stream()
                .filter(plan -> plan.into().equals(type))
                .findFirst()
                .<Answer>map(plan -> new Answer.Known(plan.result().schema(), false))
                .orElse(otherwise);
    }

    @Override
    public Collection<String> names() {
        TreeSet<String> names = new TreeSet<>(registered.names());
        JobSet.check(others, registered).plans().values().forEach(plan -> names.add(plan.into()));
        return names;
    }
}
