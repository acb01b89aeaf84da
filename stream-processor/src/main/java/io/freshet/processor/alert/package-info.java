/** Patterns, thresholds and silence as arithmetic over the events of one key; pure. */
@NullMarked
package io.freshet.processor.alert;

import org.jspecify.annotations.NullMarked;
