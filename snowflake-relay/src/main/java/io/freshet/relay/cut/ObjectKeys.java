package io.freshet.relay.cut;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code <prefix>/v1/<topic>/<topic-id>/p=00007/dt=2026-11-20/<from>-<until>.ndjson.zst}. */
public final class ObjectKeys {
    private static final Pattern RANGE = Pattern.compile("/dt=[0-9-]+/([0-9]{20})-([0-9]{20})\\.ndjson\\.[a-z0-9]+$");

    private final String root;

    /** @param prefix may be empty; slashes at its ends are ignored */
    public ObjectKeys(String prefix) {
        String bare = prefix.strip().replaceAll("^/+|/+$", "");
        this.root = bare.isEmpty() ? "v1/" : bare + "/v1/";
    }

    /** Where all files of this partition lie; ends with a slash. */
    public String folder(Origin origin) {
        return root + origin.topic() + "/" + origin.topicId() + "/"
                + String.format(Locale.ROOT, "p=%05d/", origin.partition());
    }

    /** @param firstTimestamp of the range's first record, milliseconds since 1970: decides {@code dt}, in UTC */
    public String key(Range range, long firstTimestamp) {
        String day = DateTimeFormatter.ISO_LOCAL_DATE.format(
                Instant.ofEpochMilli(Math.max(0, firstTimestamp)).atOffset(ZoneOffset.UTC));
        return folder(range.origin())
                + String.format(Locale.ROOT, "dt=%s/%020d-%020d.ndjson.zst", day, range.from(), range.until());
    }

    /** The begin of the range that a key names; empty for a key that is not ours. */
    public static OptionalLong from(String key) {
        Matcher matcher = RANGE.matcher(key);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** The end of the range that a key names; empty for a key that is not ours. */
    public static OptionalLong until(String key) {
        Matcher matcher = RANGE.matcher(key);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(2))) : OptionalLong.empty();
    }
}
