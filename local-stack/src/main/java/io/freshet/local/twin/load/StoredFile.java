package io.freshet.local.twin.load;

import java.time.Instant;

/**
 * A file that the store lists.
 *
 * @param size compressed, in bytes
 * @param staged when the store took it
 */
record StoredFile(ObjectKey key, long size, String etag, Instant staged) {}
