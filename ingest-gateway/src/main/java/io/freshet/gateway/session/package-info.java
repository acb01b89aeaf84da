/** What is remembered of MQTT clients while they are away, in every replica alike; pure but for its port. */
@NullMarked
package io.freshet.gateway.session;

import org.jspecify.annotations.NullMarked;
