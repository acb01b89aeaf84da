/** MQTT against its limits. */
@NullMarked
package io.freshet.benchmarks.mqtt;

import org.jspecify.annotations.NullMarked;
