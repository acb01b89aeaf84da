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

/**
 * How a relay under test is started; travels to a child process as its arguments.
 *
 * @param dieAt the occurrence of {@code step} at which it happens, from 1
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
        Path marker) {

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
                marker.toString());
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
                Path.of(arguments[7]));
    }

    RelayParts.Settings settings() {
        return new RelayParts.Settings(
                "relay-under-test",
                ".*",
                "",
                "freshet.manifest",
                TopicRules.all(new TopicRule(
                        new CutPolicy(cutAge, 16 << 20, cutRecords),
                        new ObjectKeys(PathTemplate.standard("lake")),
                        Format.AVRO,
                        Codec.ZSTD)),
                64 << 20,
                4,
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }
}
