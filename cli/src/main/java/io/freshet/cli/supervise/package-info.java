/** The stack of parts on this machine: where it lives, how it is brought up, looked at and stopped. */
@NullMarked
package io.freshet.cli.supervise;

import org.jspecify.annotations.NullMarked;
