/** What a job remembers: stores, their changelogs and the order in which windows close. */
@NullMarked
package io.freshet.processor.state;

import org.jspecify.annotations.NullMarked;
