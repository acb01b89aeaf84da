package io.freshet.relay.encode;

/**
 * Names of what {@link FileEncoder} writes. They stand in intents: a change of the rows or of the codec gets a new name, and
 * the old one stays writable for one release so that its intents can be finished.
 */
public final class Formats {
    public static final String NDJSON = "ndjson-1";
    public static final String ZSTD = "zstd-1";

    private Formats() {}

    public static boolean writable(String format, String codec) {
        return NDJSON.equals(format) && ZSTD.equals(codec);
    }
}
