package io.freshet.relay.source;

import io.freshet.model.BuiltInTypes;
import io.freshet.relay.encode.Format;
import java.util.List;
import java.util.regex.Pattern;

/** Which rule a topic follows: the first whose pattern is the whole of its name, else the one for all others. Immutable. */
public final class TopicRules {
    private final List<Patterned> rules;
    private final TopicRule others;

    /** A rule for the topics whose whole name matches. */
    public record Patterned(Pattern topics, TopicRule rule) {}

    /** @param rules in the order in which they are tried */
    public TopicRules(List<Patterned> rules, TopicRule others) {
        this.rules = List.copyOf(rules);
        this.others = others;
    }

    /** The same for all topics. */
    public static TopicRules all(TopicRule rule) {
        return new TopicRules(List.of(), rule);
    }

    public TopicRule of(String topic) {
        TopicRule rule = rules.stream()
                .filter(one -> one.topics().matcher(topic).matches())
                .map(Patterned::rule)
                .findFirst()
                .orElse(others);
        // Ours, and always Avro, whatever a rule for all topics says of their values.
        return topic.equals(BuiltInTypes.EVENTS_REJECTED)
                ? new TopicRule(rule.cut(), rule.keys(), Format.AVRO, rule.codec())
                : rule;
    }
}
