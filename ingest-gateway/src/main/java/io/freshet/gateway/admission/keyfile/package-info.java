/** Reads the file of keys, and says of a wrong one where it is wrong. Pure. */
@NullMarked
package io.freshet.gateway.admission.keyfile;

import org.jspecify.annotations.NullMarked;
