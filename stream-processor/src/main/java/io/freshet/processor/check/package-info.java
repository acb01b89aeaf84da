/** Job files as a set: checked together at start-up and on the command line, and explained. */
@NullMarked
package io.freshet.processor.check;

import org.jspecify.annotations.NullMarked;
