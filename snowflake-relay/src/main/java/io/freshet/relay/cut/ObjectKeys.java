package io.freshet.relay.cut;

import io.freshet.model.PathTemplate;
import io.freshet.model.PathTemplate.Name;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Names of files, by the path template that is configured for their topic. */
public final class ObjectKeys {
    /** Later dates have five digits of year; a producer's clock may say so. */
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private final PathTemplate paths;

    public ObjectKeys(PathTemplate paths) {
        this.paths = paths;
    }

    /** What the names of all files of this partition begin with. */
    public String folder(Origin origin) {
        return paths.folder(origin.topic(), origin.topicId(), origin.partition());
    }

    /**
     * The name of a range's file.
     *
     * @param firstTimestamp of the range's first record, milliseconds since 1970: decides date and hour, in UTC
     * @param extension without a dot in front
     */
    public String key(Range range, long firstTimestamp, String extension) {
        Origin origin = range.origin();
        return paths.render(
                new Name(origin.topic(), origin.topicId(), origin.partition(), range.from(), range.until(), extension),
                Instant.ofEpochMilli(Math.clamp(firstTimestamp, 0, YEAR_9999)));
    }

    /** The range that a key names; empty for a key that is none of this partition's. */
    public Optional<Range> range(Origin origin, String key) {
        return paths.read(key)
                .filter(name -> name.topic().equals(origin.topic())
                        && name.topicId().equals(origin.topicId())
                        && name.partition() == origin.partition()
                        && name.from() < name.until())
                .map(name -> new Range(origin, name.from(), name.until()));
    }

    /** The end of the range that a key names; empty for a key that is none of this partition's. */
    public OptionalLong until(Origin origin, String key) {
        return range(origin, key).map(range -> OptionalLong.of(range.until())).orElse(OptionalLong.empty());
    }
}
