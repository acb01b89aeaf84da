/** Events by MQTT 3.1.1 and 5: what is acknowledged is stored. Publishing only. */
@NullMarked
package io.freshet.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
