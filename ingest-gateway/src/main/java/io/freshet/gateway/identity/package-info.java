/** Tokens of an identity provider, verified with keys that are fetched aside. */
@NullMarked
package io.freshet.gateway.identity;

import org.jspecify.annotations.NullMarked;
