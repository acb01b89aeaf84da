/** The time of an event, and how far time has come in one source partition; pure. */
@NullMarked
package io.freshet.processor.watermark;

import org.jspecify.annotations.NullMarked;
