/** The record of every file that was written, and how far each partition had come: a compacted topic. */
@NullMarked
package io.freshet.relay.manifest;

import org.jspecify.annotations.NullMarked;
