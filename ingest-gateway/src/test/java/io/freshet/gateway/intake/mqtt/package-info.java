@NullMarked
package io.freshet.gateway.intake.mqtt;

import org.jspecify.annotations.NullMarked;
