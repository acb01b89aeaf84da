/** Decodes a request body into events, each with its verdict. Pure. */
@NullMarked
package io.freshet.gateway.intake;

import org.jspecify.annotations.NullMarked;
