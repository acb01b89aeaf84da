/** CloudEvents 1.0 in JSON: envelopes into events. Pure. */
@NullMarked
package io.freshet.gateway.intake.cloudevents;

import org.jspecify.annotations.NullMarked;
