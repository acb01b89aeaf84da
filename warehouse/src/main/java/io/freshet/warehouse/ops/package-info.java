/** The program: settings, what it is asked to do, and what a person reads of it. */
@NullMarked
package io.freshet.warehouse.ops;

import org.jspecify.annotations.NullMarked;
