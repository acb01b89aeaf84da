@NullMarked
package io.freshet.gateway.intake.cloudevents;

import org.jspecify.annotations.NullMarked;
