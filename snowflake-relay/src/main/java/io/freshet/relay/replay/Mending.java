package io.freshet.relay.replay;

import io.freshet.relay.cut.Range;

/**
 * One thing that is to be put right in the store and the manifest.
 *
 * @param key of the object, in the configured store
 * @param range that the object has, or is to have
 * @param format as the manifest calls it; does not matter where the object is there
 * @param codec likewise
 */
public record Mending(String key, Range range, String format, String codec) {}
