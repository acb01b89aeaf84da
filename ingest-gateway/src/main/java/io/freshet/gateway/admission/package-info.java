/** Who may send, what and how much. Pure. */
@NullMarked
package io.freshet.gateway.admission;

import org.jspecify.annotations.NullMarked;
