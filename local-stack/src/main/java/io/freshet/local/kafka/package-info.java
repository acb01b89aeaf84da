/** The broker: one KRaft node, controller and broker in one process, data on disk. */
@NullMarked
package io.freshet.local.kafka;

import org.jspecify.annotations.NullMarked;
