package io.freshet.gateway.ops;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of the gateway; each default says its reason. */
@ConfigMapping(prefix = "freshet.gateway")
public interface GatewayConfig {

    /** Types that are served, {@code *} for any characters. All that can be posted, since a registry holds nobody's secrets. */
    @WithDefault("*")
    List<String> types();

    /** Allows an address that others can reach, although there are no keys: only behind something that admits senders. */
    @WithDefault("false")
    boolean insecurePublic();

    Snowplow snowplow();

    Limits limits();

    UnderWay underWay();

    Kafka kafka();

    Catalogue catalogue();

    /** Snowplow's tracker protocol. */
    interface Snowplow {
        /** More paths for its trackers beside the usual ones, each beginning with a slash: blockers know the usual ones. */
        Optional<List<String>> paths();
    }

    /** How much one request may hold, and all together. */
    interface Limits {
        /** Longest body: four times what the largest SDK sends in a batch. */
        @WithDefault("4M")
        MemorySize body();

        /** Longest event, in bytes of its JSON; also how much of a rejected event is kept, so not more than 256 KiB. */
        @WithDefault("256K")
        MemorySize event();

        /** Longest event as Avro: leaves room for headers within Kafka's default of 1 MiB a message. */
        @WithDefault("960K")
        MemorySize record();

        /** Most events of a body: their outcomes have to fit into an answer. */
        @WithDefault("10000")
        int events();

        /** How long a body may take to come: a phone on a bad line gets 4 MiB across at 280 kB/s. */
        @WithDefault("15S")
        Duration bodyTimeout();

        /** How long the head of a request may take to come, TLS handshake included: as long as a body. */
        @WithDefault("15S")
        Duration headTimeout();

        /** What all bodies in memory may have together; reached, it is 429. */
        @WithDefault("64M")
        MemorySize bodies();

        /** Longer bodies are read on a worker thread: at this size the event loop is held for less than a millisecond. */
        @WithDefault("64K")
        MemorySize inline();
    }

    /** Records that wait for their acknowledgement; reached, it is 429. */
    interface UnderWay {
        /** Several of the largest requests, and a second of work at full speed. */
        @WithDefault("50000")
        int records();

        /** Less than the producer's buffer, which also holds the unused rest of each batch. */
        @WithDefault("32M")
        MemorySize bytes();
    }

    /** The producer; addresses and security are {@code kafka.*}. */
    interface Kafka {
        /** After this long a record is given up and its sender told to retry: less than most clients wait. */
        @WithDefault("10S")
        Duration deliveryTimeout();

        /** Half of the delivery timeout, so that a second try fits in. */
        @WithDefault("5S")
        Duration requestTimeout();

        /** Kafka's own default: five milliseconds later, but with company. */
        @WithDefault("5MS")
        Duration linger();

        /** Twice what may be under way. */
        @WithDefault("64M")
        MemorySize buffer();

        /** Twice Kafka's default: events are small, and compress better in company. */
        @WithDefault("32K")
        MemorySize batch();

        /** How long a request waits for a topic that was never used: creating one takes about a second. */
        @WithDefault("5S")
        Duration prepare();

        /** How often the brokers are looked at: two misses mean dead. */
        @WithDefault("1S")
        Duration probe();

        /** How long stopping waits for records under way. */
        @WithDefault("5S")
        Duration flush();
    }

    /** How the registry is asked for types. */
    interface Catalogue {
        /** A new version is taken up within this time. */
        @WithDefault("10S")
        Duration refresh();

        /** As long as the list could not be read once. */
        @WithDefault("1S")
        Duration retry();

        /** How long an unknown name is remembered: a new type can be posted to this soon after a failed try. */
        @WithDefault("2S")
        Duration remember();

        /** How long a request waits for the registry. */
        @WithDefault("5S")
        Duration patience();
    }
}
