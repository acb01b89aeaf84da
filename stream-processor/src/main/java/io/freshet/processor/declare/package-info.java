/**
 * Declared jobs: from YAML to a checked {@link io.freshet.processor.declare.JobPlan}, and the parts of it that run; pure.
 *
 * <p>Who calls what: start-up and the command line make plans, on any one thread. The topology calls {@code Preparation},
 * {@code Grouping} and {@code Totals} from stream threads, each task with instances of its own where a class says so.
 */
@NullMarked
package io.freshet.processor.declare;

import org.jspecify.annotations.NullMarked;
