package io.freshet.relay.source;

import io.freshet.relay.cut.Intent;
import io.freshet.relay.cut.Range;
import io.freshet.relay.encode.Encoding.Encoded;
import io.freshet.relay.encode.Encoding.SchemaUnavailable;
import io.freshet.relay.encode.FileEncoder;
import io.freshet.relay.encode.SourceRecord;
import io.freshet.relay.source.Broker.BrokerUnavailableException;
import io.freshet.relay.source.Outcome.Done;
import io.freshet.relay.source.Outcome.Restart;
import io.freshet.relay.source.Outcome.Retry;
import java.util.List;
import java.util.Optional;

/**
 * From a cut to its intent: encodes the records, then makes sure that they were read from the topic that the range is of. In
 * that order: an id that is the same after reading was the same while reading. Workers only.
 */
final class Seal {
    private final Broker broker;
    private final FileEncoder encoder;
    private final TopicRules rules;
    private final String store;

    /** @param store URI of the store that new files go to */
    Seal(Broker broker, FileEncoder encoder, TopicRules rules, String store) {
        this.broker = broker;
        this.encoder = encoder;
        this.rules = rules;
        this.store = store;
    }

    /** A file that is ready, and what is to be committed before it is put. */
    record Sealed(Intent intent, Encoded file) {}

    /** @param records at least one */
    Outcome<Sealed> seal(Range range, List<SourceRecord> records) throws BrokerUnavailableException {
        TopicRule rule = rules.of(range.origin().topic());
        return switch (encoder.encode(range.origin(), records, rule.format(), rule.codec())) {
            case SchemaUnavailable(int id, String why) -> new Retry<>("schema " + id + " is not to be had: " + why);
            case Encoded file -> {
                Optional<String> topicId = broker.topicId(range.origin().topic());
                yield topicId.equals(Optional.of(range.origin().topicId()))
                        ? new Done<>(new Sealed(intent(rule, range, records, file), file))
                        : new Restart<>("the topic was recreated, its id is now " + topicId.orElse("none"));
            }
        };
    }

    private Intent intent(TopicRule rule, Range range, List<SourceRecord> records, Encoded file) {
        String key = rule.keys()
                .key(range, records.getFirst().timestamp(), rule.codec().extension());
        return new Intent(range, store, key, rule.format().label(), rule.codec().label(), file.sha256());
    }
}
