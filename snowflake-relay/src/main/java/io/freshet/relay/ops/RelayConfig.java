package io.freshet.relay.ops;

import io.freshet.model.PathTemplate;
import io.freshet.relay.encode.Codec;
import io.freshet.relay.encode.ValueForm;
import io.freshet.relay.store.AzureCredential;
import io.freshet.relay.store.Encryption;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.GroupProtocol;

/** {@code freshet.relay.*}: what is relayed, when files end, and where they go. */
@ConfigMapping(prefix = "freshet.relay")
public interface RelayConfig {

    /** The consumer group: relays of one group share the partitions. Another name begins by what the manifest says. */
    @WithDefault("freshet-relay")
    String groupId();

    /** How the group shares its partitions: {@code classic}, or {@code consumer} where the brokers know KIP-848. */
    @WithDefault("classic")
    GroupProtocol groupProtocol();

    Topics topics();

    /** What the values of all topics are for which no rule says otherwise. */
    @WithDefault("avro")
    ValueForm values();

    /** How files are compressed: what loads fastest, unless something older must read them. */
    @WithDefault("zstd")
    Codec codec();

    /** How files are named. The checks on it are listed in docs/relay.md. */
    @WithDefault(PathTemplate.DEFAULT)
    String path();

    /** Rules for some topics, tried in the order of their names; the first that matches counts, and what it leaves out is as above. */
    Map<String, Rule> rules();

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
    /** What is different for some topics. */
    interface Rule {
        /** Regular expression of whole topic names. */
        String topics();

        Optional<ValueForm> values();

        Optional<Codec> codec();

        Optional<String> path();

        /** As {@code freshet.relay.cut.age}. */
        Optional<Duration> age();

        /** As {@code freshet.relay.cut.bytes}. */
        Optional<MemorySize> bytes();

        /** As {@code freshet.relay.cut.records}. */
        Optional<Integer> records();
    }

    /** Which topics. */
    interface Topics {
        /** Exactly these, instead of a regular expression. */
        Optional<List<String>> names();

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
        /** What new files go to: {@code s3} or {@code azure}. Both can be configured, so that intents of the other are finished. */
        @WithDefault("s3")
        Kind kind();

        Azure azure();

        /** Address of an S3-compatible store; empty for AWS. */
        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        /** Must exist: the relay creates objects, never buckets. */
        Optional<String> bucket();

        /** A role to assume with the credentials of the default chain. */
        Optional<String> roleArn();

        /** What the role's owner demands of whoever assumes it. */
        Optional<String> externalId();

        /** How S3 encrypts: {@code none} leaves it to the bucket, {@code s3} and {@code kms} demand it with every object. */
        @WithDefault("none")
        Encryption encryption();

        /** The key for {@code kms}; the account's own when empty. */
        Optional<String> kmsKey();

        /** How often one request is tried before the step as a whole waits; few, because that is repeated for ever. */
        @WithDefault("3")
        int attempts();

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

    /** Which store. */
    enum Kind {
        S3,
        AZURE
    }

    /** Azure Blob Storage, ADLS Gen2 by its blob endpoint. */
    interface Azure {
        /** {@code https://<account>.blob.core.windows.net} when empty. */
        Optional<URI> endpoint();

        Optional<String> account();

        /** Must exist. */
        Optional<String> container();

        /** How to prove who we are. */
        @WithDefault("workload-identity")
        AzureCredential credential();

        /** For {@code connection-string}: secret. */
        Optional<String> connectionString();

        /** For {@code sas}: secret; without the question mark. */
        Optional<String> sas();

        /** For both identities; the only identity of the machine when empty. */
        Optional<String> clientId();

        /** For {@code workload-identity}. */
        Optional<String> tenantId();

        /** For {@code workload-identity}: where Kubernetes keeps our token; read again each time. */
        Optional<Path> tokenFile();

        /** For {@code workload-identity}. */
        @WithDefault("https://login.microsoftonline.com")
        URI authority();

        /** For {@code managed-identity}: where the machine tells tokens. */
        @WithDefault("http://169.254.169.254/metadata/identity/oauth2/token")
        URI identityEndpoint();

        /** For {@code managed-identity} where the platform has an endpoint of its own (App Service, Container Apps): secret. */
        Optional<String> identityHeader();
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
