package io.freshet.relay.ops;

import io.freshet.relay.cut.CutPolicy;
import io.freshet.relay.source.RelayParts;
import io.freshet.relay.store.S3Stores;

/** The configuration as records; impossible pairs are refused here, at start-up. */
final class RelaySettings {
    /** With topic, bucket and digits around it, an intent stays far below the limit of commit metadata. */
    private static final int MAX_PREFIX = 512;

    private static final int MAX_WORKERS = 64;

    private RelaySettings() {}

    /** @throws IllegalArgumentException naming the setting and what was expected */
    static RelayParts.Settings relay(RelayConfig config) {
        String prefix =
                prefix("freshet.relay.store.prefix", config.store().prefix().orElse(""));
        long bytes = config.cut().bytes().asLongValue();
        long budget = config.cut().budget().asLongValue();
        require(budget >= bytes, "freshet.relay.cut.budget must not be less than freshet.relay.cut.bytes");
        require(config.workers() > 0 && config.workers() <= MAX_WORKERS, "freshet.relay.workers: 1 to " + MAX_WORKERS);
        require(
                config.retry().min().compareTo(config.retry().max()) <= 0
                        && config.retry().min().toMillis() > 0,
                "freshet.relay.retry.min: positive, and not more than freshet.relay.retry.max");
        return new RelayParts.Settings(
                config.groupId(),
                config.topics().include(),
                config.topics().exclude().orElse(""),
                config.manifestTopic(),
                prefix,
                new CutPolicy(config.cut().age(), bytes, config.cut().records()),
                budget,
                config.workers(),
                config.brokerTimeout(),
                config.retry().min(),
                config.retry().max(),
                config.topics().refresh(),
                config.shutdownTimeout());
    }

    private static String prefix(String name, String prefix) {
        require(prefix.length() <= MAX_PREFIX, name + ": at most " + MAX_PREFIX + " characters");
        require(
                prefix.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\'),
                name + ": visible ASCII characters only");
        return prefix;
    }

    /** Where a replay goes: not into the files of the relay itself, whose pipe would load them as well. */
    static String replayPrefix(ReplayConfig config, String live) {
        String prefix = bare(prefix("freshet.replay.prefix", config.prefix().orElse("")));
        require(!prefix.isEmpty(), "freshet.replay.prefix is missing: a replay needs a prefix of its own");
        require(
                !prefix.equals(bare(live))
                        && !(prefix + "/").startsWith(bare(live).isEmpty() ? "v1/" : bare(live) + "/v1/"),
                "freshet.replay.prefix: " + prefix + " is where the relay itself writes");
        require(
                config.partitions() > 0 && config.partitions() <= MAX_WORKERS,
                "freshet.replay.partitions: 1 to " + MAX_WORKERS);
        return prefix;
    }

    private static String bare(String prefix) {
        return prefix.replaceAll("^/+|/+$", "");
    }

    static S3Stores.Settings store(RelayConfig.Store config) {
        return new S3Stores.Settings(
                config.endpoint().orElse(null), config.region(), config.bucket(), config.pathStyle(), config.timeout());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
