/**
 * The real parts that Freshet stands on, on one machine and without containers: as try-with-resources fixtures for tests.
 * The same descriptions of the parts start them for good behind {@code ./freshet up}.
 */
@NullMarked
package io.freshet.local;

import org.jspecify.annotations.NullMarked;
