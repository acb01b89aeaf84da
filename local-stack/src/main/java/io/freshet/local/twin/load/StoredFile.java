package io.freshet.local.twin.load;

/**
 * A file that the store lists.
 *
 * @param size compressed, in bytes
 */
record StoredFile(ObjectKey key, long size, String etag) {}
