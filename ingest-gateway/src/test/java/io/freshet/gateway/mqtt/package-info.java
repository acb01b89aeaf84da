@NullMarked
package io.freshet.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
