@NullMarked
package io.freshet.gateway.admission.keyfile;

import org.jspecify.annotations.NullMarked;
