/** The commands behind {@code ./freshet}. */
package io.freshet.cli;
