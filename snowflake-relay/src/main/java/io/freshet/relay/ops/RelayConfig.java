package io.freshet.relay.ops;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** {@code freshet.relay.*}: what is relayed, when files end, and where they go. */
@ConfigMapping(prefix = "freshet.relay")
public interface RelayConfig {

    /** The consumer group: relays of one group share the partitions. Another name begins by what the manifest says. */
    @WithDefault("freshet-relay")
    String groupId();

    Topics topics();

    Store store();

    Cut cut();

    Retry retry();

    /** The compacted topic that knows every file. Two relays that write into one bucket must share it. */
    @WithDefault("freshet.manifest")
    String manifestTopic();

    /** Threads for what waits: encoding, store, manifest. Four keep one connection each busy on a small machine. */
    @WithDefault("4")
    int workers();

    /** One question to the broker; well under the poll interval after which the group gives us up. */
    @WithDefault("10s")
    Duration brokerTimeout();

    /** How long a stopping relay may take to finish what it intended; the next start finishes the rest. */
    @WithDefault("20s")
    Duration shutdownTimeout();

    /** A step that has failed for so long makes the relay not ready; before that it is only behind. */
    @WithDefault("30s")
    Duration brokenAfter();

    /** Which topics. */
    interface Topics {
        /** Regular expression of topics to relay; Freshet's own and Kafka's internal ones never are. */
        @WithDefault(".*")
        String include();

        /** Regular expression of topics to leave out beside those. */
        Optional<String> exclude();

        /** How often new topics are looked for, and whether a topic was recreated: so soon its events begin to flow. */
        @WithDefault("2s")
        Duration refresh();
    }

    /** The object store. */
    interface Store {
        /** Address of an S3-compatible store; empty for AWS. */
        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        /** Must exist: the relay creates objects, never buckets. */
        String bucket();

        /** Before {@code v1/…} in every key. */
        Optional<String> prefix();

        /** The bucket in the path instead of the host name, as most S3-compatible stores want it. */
        @WithDefault("false")
        @WithName("path-style")
        boolean pathStyle();

        /** One request, its answer included: 16 MB at a slow uplink, and no more than a hanging store may cost. */
        @WithDefault("30s")
        Duration timeout();
    }

    /** When a file ends. */
    interface Cut {
        /** Since its first record was read: with the time of a PUT, a lone record is out within 11 s. */
        @WithDefault("10s")
        Duration age();

        /** Of the records as Kafka holds them: files of a size that the warehouse loads well. */
        @WithDefault("16M")
        MemorySize bytes();

        /** Enough for a file once the backlog is gone. */
        @WithDefault("500")
        int records();

        /** Of all partitions together, in memory. */
        @WithDefault("64M")
        MemorySize budget();
    }

    /** Pauses after a failed step. */
    interface Retry {
        @WithDefault("200ms")
        Duration min();

        /** So soon after a long outage things go on. */
        @WithDefault("10s")
        Duration max();
    }
}
