package io.freshet.relay.ops;

import io.freshet.model.PathTemplate;
import io.freshet.relay.cut.CutPolicy;
import io.freshet.relay.cut.ObjectKeys;
import io.freshet.relay.encode.Format;
import io.freshet.relay.source.RelayParts;
import io.freshet.relay.source.TopicFilter;
import io.freshet.relay.source.TopicRule;
import io.freshet.relay.source.TopicRules;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The configuration as records; impossible pairs are refused here, at start-up. */
final class RelaySettings {
    private static final int MAX_WORKERS = 64;

    private RelaySettings() {}

    /** @throws IllegalArgumentException naming the setting and what was expected */
    static RelayParts.Settings relay(RelayConfig config) {
        long budget = config.cut().budget().asLongValue();
        require(config.workers() > 0 && config.workers() <= MAX_WORKERS, "freshet.relay.workers: 1 to " + MAX_WORKERS);
        require(
                config.retry().min().compareTo(config.retry().max()) <= 0
                        && config.retry().min().toMillis() > 0,
                "freshet.relay.retry.min: positive, and not more than freshet.relay.retry.max");
        return new RelayParts.Settings(
                config.groupId(),
                include(config.topics()),
                pattern(
                                "freshet.relay.topics.exclude",
                                config.topics().exclude().orElse(""))
                        .pattern(),
                config.manifestTopic(),
                rules(config, budget, config.store().prefix().orElse("")),
                budget,
                config.workers(),
                config.brokerTimeout(),
                config.retry().min(),
                config.retry().max(),
                config.topics().refresh(),
                config.store().timeout().multipliedBy(config.store().attempts()),
                config.shutdownTimeout());
    }

    /** Where a replay goes: not into the files of the relay itself, whose pipe would load them as well. */
    static String replayPrefix(ReplayConfig config, RelayConfig relay) {
        String prefix = bare(config.prefix().orElse(""));
        require(!prefix.isEmpty(), "freshet.replay.prefix is missing: a replay needs a prefix of its own");
        require(
                !prefix.equals(bare(relay.store().prefix().orElse(""))),
                "freshet.replay.prefix: " + prefix + " is where the relay itself writes");
        require(
                config.partitions() > 0 && config.partitions() <= MAX_WORKERS,
                "freshet.replay.partitions: 1 to " + MAX_WORKERS);
        return prefix;
    }

    /** The rules of the relay, under another prefix. */
    static TopicRules replayRules(RelayConfig config, String prefix) {
        return rules(config, config.cut().budget().asLongValue(), prefix);
    }

    private static String bare(String prefix) {
        return prefix.strip().replaceAll("^/+|/+$", "");
    }

    private static String include(RelayConfig.Topics topics) {
        if (topics.names().isEmpty()) {
            return pattern("freshet.relay.topics.include", topics.include()).pattern();
        }
        List<String> names = topics.names().get();
        require(topics.include().equals(".*"), "freshet.relay.topics: names or include, not both");
        names.forEach(name -> require(
                TopicFilter.relayable(name),
                "freshet.relay.topics.names: " + name + " is internal to Freshet or Kafka and never relayed"));
        return String.join("|", names.stream().map(Pattern::quote).toList());
    }

    private static TopicRules rules(RelayConfig config, long budget, String prefix) {
        RelayConfig.Cut cut = config.cut();
        TopicRule others = new TopicRule(
                policy("freshet.relay.cut", cut.age(), cut.bytes().asLongValue(), cut.records(), budget),
                keys("freshet.relay.path", config.path(), prefix),
                Format.of(config.values()),
                config.codec());
        List<TopicRules.Patterned> patterned = new TreeMap<>(config.rules())
                .entrySet().stream()
                        .map(named -> rule(named.getKey(), named.getValue(), config, budget, prefix))
                        .toList();
        return new TopicRules(patterned, others);
    }

    private static TopicRules.Patterned rule(
            String name, RelayConfig.Rule rule, RelayConfig config, long budget, String prefix) {
        String key = "freshet.relay.rules." + name;
        RelayConfig.Cut cut = config.cut();
        return new TopicRules.Patterned(
                pattern(key + ".topics", rule.topics()),
                new TopicRule(
                        policy(
                                key,
                                rule.age().orElse(cut.age()),
                                rule.bytes().orElse(cut.bytes()).asLongValue(),
                                rule.records().orElse(cut.records()),
                                budget),
                        keys(key + ".path", rule.path().orElse(config.path()), prefix),
                        Format.of(rule.values().orElse(config.values())),
                        rule.codec().orElse(config.codec())));
    }

    private static CutPolicy policy(String key, java.time.Duration age, long bytes, int records, long budget) {
        require(
                bytes <= budget,
                key + ".bytes must not be more than freshet.relay.cut.budget, of which a file is a part");
        try {
            return new CutPolicy(age, bytes, records);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static ObjectKeys keys(String key, String template, String prefix) {
        try {
            return new ObjectKeys(PathTemplate.of(template, prefix));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " (with freshet.relay.store.prefix): " + e.getMessage(), e);
        }
    }

    private static Pattern pattern(String key, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    key + " is no regular expression: " + e.getDescription() + " at " + e.getIndex(), e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
