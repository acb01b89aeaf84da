/** Declared jobs, checked by the processor's own program. */
@NullMarked
package io.freshet.cli.jobs;

import org.jspecify.annotations.NullMarked;
