package io.freshet.relay.source;

import io.freshet.relay.cut.Intent;
import io.freshet.relay.cut.Origin;
import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.Codec;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.encode.Format;
import io.freshet.relay.source.Broker.BrokerUnavailableException;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Restart;
import io.freshet.relay.source.Outcome.Retry;
import io.freshet.relay.source.Outcome.Stop;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The file of an intent that another owner made, from what Kafka still has: in the intent's own format and codec, whatever the
 * configuration says now. Workers only.
 */
final class Rebuild {
    private static final Logger LOG = Logger.getLogger(Rebuild.class);

    private final RangeReader reader;
    private final FileEncoder encoder;
    private final Broker broker;
    private final RelayObserver observer;

    Rebuild(RangeReader reader, FileEncoder encoder, Broker broker, RelayObserver observer) {
        this.reader = reader;
        this.encoder = encoder;
        this.broker = broker;
        this.observer = observer;
    }

    /** @param committed where the range's records begin: what lay before it is stored, or was markers */
    Outcome<Encoded> rebuild(Intent intent, long committed) throws BrokerUnavailableException {
        Optional<Format> format = Format.named(intent.format());
        Optional<Codec> codec = Codec.named(intent.codec());
        if (format.isEmpty() || codec.isEmpty()) {
            return new Stop<>("the pending intent is of a format that this version doesn't write: " + intent.format()
                    + ", " + intent.codec());
        }
        Range range = intent.range();
        RangeReader.Found found = reader.read(new Range(range.origin(), committed, range.until()));
        Optional<String> topicId = broker.topicId(range.origin().topic());
        if (!topicId.equals(Optional.of(range.origin().topicId()))) {
            return new Restart<>("the topic was recreated while its pending range was read");
        }
        return switch (encoder.encode(range.origin(), found.records(), format.get(), codec.get())) {
            case SchemaUnavailable(int id, String why) -> new Retry<>("schema " + id + ": " + why);
            case Encoded encoded -> {
                if (!found.complete()) {
                    alarm(range, encoded.rows());
                }
                yield new Done<>(encoded);
            }
        };
    }

    private void alarm(Range range, long rows) {
        Origin origin = range.origin();
        observer.alarm(origin.topic(), origin.partition());
        LOG.errorf(
                "Records may be lost, a pending range could not be read whole: topic=%s partition=%d from=%d until=%d"
                        + " rows=%d",
                origin.topic(), origin.partition(), range.from(), range.until(), rows);
    }
}
