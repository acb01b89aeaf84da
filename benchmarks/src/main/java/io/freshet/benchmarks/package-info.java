/** What Freshet costs, measured against peers and lower bounds on the same bytes. Not run by tests. */
@NullMarked
package io.freshet.benchmarks;

import org.jspecify.annotations.NullMarked;
