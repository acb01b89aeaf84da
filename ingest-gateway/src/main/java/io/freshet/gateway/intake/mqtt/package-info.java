/** MQTT messages into events: which topic is which type, and what of the topic becomes fields. Pure. */
@NullMarked
package io.freshet.gateway.intake.mqtt;

import org.jspecify.annotations.NullMarked;
