/** The trackers of other systems: Segment's and Snowplow's events into tracker-events. Pure. */
@NullMarked
package io.freshet.gateway.intake.tracker;

import org.jspecify.annotations.NullMarked;
