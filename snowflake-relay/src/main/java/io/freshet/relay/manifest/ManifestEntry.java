package io.freshet.relay.manifest;

import io.freshet.relay.store.FileFacts;

/**
 * One file, as the store has it.
 *
 * @param store URI of the store
 * @param bytes length of the object
 */
public record ManifestEntry(String store, String key, long bytes, FileFacts facts) {}
