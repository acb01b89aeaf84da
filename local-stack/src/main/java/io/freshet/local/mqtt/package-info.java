/** An MQTT broker for tests, and its command-line clients: Debian's mosquitto. */
@NullMarked
package io.freshet.local.mqtt;

import org.jspecify.annotations.NullMarked;
