package io.freshet.relay.cut;

/**
 * What the owner of a partition has bound itself and every later owner to write before anything else of that partition.
 * Everything that decides the object stands here and nothing is taken from the configuration of the one who finishes it.
 *
 * @param store the store's URI, {@code s3://bucket}
 * @param key the object key in that store
 * @param format of the rows, {@code ndjson-1}
 * @param codec of the bytes, {@code zstd-1}
 * @param sha256 of the bytes as they were when the intent was made, hex; a rebuild need not match it
 */
public record Intent(Range range, String store, String key, String format, String codec, String sha256) {}
