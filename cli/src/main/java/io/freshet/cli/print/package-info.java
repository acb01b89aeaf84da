/** What a person or a program reads of a result. */
@NullMarked
package io.freshet.cli.print;

import org.jspecify.annotations.NullMarked;
