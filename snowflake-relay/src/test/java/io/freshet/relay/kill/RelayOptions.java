package io.freshet.relay.kill;

import io.freshet.model.PathTemplate;
import io.freshet.relay.cut.CutPolicy;
import io.freshet.relay.cut.ObjectKeys;
import io.freshet.relay.encode.Codec;
import io.freshet.relay.encode.Format;
import io.freshet.relay.source.RelayParts;
import io.freshet.relay.source.TopicRule;
import io.freshet.relay.source.TopicRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.GroupProtocol;

/**
 * How a relay under test is started; travels to a child process as its arguments.
 *
 * @param dieAt the occurrence of {@code step} at which it happens, from 1
 * @param session after which silence the group gives it up
 * @param marker made by a stalling relay; it goes on when it is deleted
 */
public record RelayOptions(
        String bootstrap,
        String endpoint,
        String bucket,
        int cutRecords,
        Duration cutAge,
        DyingStep step,
        int dieAt,
        Path marker,
        Duration session,
        GroupProtocol protocol) {
    static final Duration USUAL_SESSION = Duration.ofSeconds(6);

    /** Of all partitions together; a file is a quarter of it, as the product has it. */
    private static final long BUDGET = Long.getLong("freshet.test.budget", 64 << 20);

    /** The same, but reaching broker and store elsewhere: through proxies. */
    RelayOptions through(String otherBootstrap, String otherEndpoint) {
        return new RelayOptions(
                otherBootstrap, otherEndpoint, bucket, cutRecords, cutAge, step, dieAt, marker, session, protocol);
    }

    /** The same, but given up by the group after so short a silence; in the newer protocol the broker says after which. */
    RelayOptions session(Duration other) {
        return new RelayOptions(bootstrap, endpoint, bucket, cutRecords, cutAge, step, dieAt, marker, other, protocol);
    }

    RelayOptions protocol(GroupProtocol other) {
        return new RelayOptions(bootstrap, endpoint, bucket, cutRecords, cutAge, step, dieAt, marker, session, other);
    }

    RelayOptions step(DyingStep other, int at) {
        return new RelayOptions(bootstrap, endpoint, bucket, cutRecords, cutAge, other, at, marker, session, protocol);
    }

    /** Who finds this before a PUT makes the marker of it, and stalls. */
    Path arm() {
        return marker.resolveSibling("arm");
    }

    /** Where a stalling relay writes what became of its PUTs. */
    Path outcomes() {
        return marker.resolveSibling("outcomes");
    }

    List<String> toArguments() {
        return List.of(
                bootstrap,
                endpoint,
                bucket,
                Integer.toString(cutRecords),
                cutAge.toString(),
                step.name(),
                Integer.toString(dieAt),
                marker.toString(),
                session.toString(),
                protocol.name());
    }

    static RelayOptions of(String[] arguments) {
        return new RelayOptions(
                arguments[0],
                arguments[1],
                arguments[2],
                Integer.parseInt(arguments[3]),
                Duration.parse(arguments[4]),
                DyingStep.valueOf(arguments[5]),
                Integer.parseInt(arguments[6]),
                Path.of(arguments[7]),
                Duration.parse(arguments[8]),
                GroupProtocol.valueOf(arguments[9]));
    }

    /** Topics that begin with {@code json-} or {@code bytes-} are what they say, and lie elsewhere. */
    private TopicRules rules() {
        CutPolicy cut = new CutPolicy(cutAge, BUDGET / 4, cutRecords);
        ObjectKeys standard = new ObjectKeys(PathTemplate.standard("lake"));
        ObjectKeys streaming = new ObjectKeys(PathTemplate.of(
                "{prefix}/streaming/{topic}/{topic_id}-{partition}/dt={date}/hour={hour}/{from}-{until}.{ext}",
                "lake"));
        return new TopicRules(
                List.of(
                        new TopicRules.Patterned(
                                Pattern.compile("json-.*"), new TopicRule(cut, streaming, Format.JSON, Codec.GZIP)),
                        new TopicRules.Patterned(
                                Pattern.compile("bytes-.*"), new TopicRule(cut, standard, Format.BYTES, Codec.ZSTD))),
                new TopicRule(cut, standard, Format.AVRO, Codec.ZSTD));
    }

    RelayParts.Settings settings() {
        return new RelayParts.Settings(
                "relay-under-test",
                ".*",
                "",
                "freshet.manifest",
                rules(),
                BUDGET,
                4,
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }
}
