/**
 * What HTTP says of who sends and of what a person wishes, before anything of a body is read: keys, signatures, certificates, origins,
 * addresses, cookies, trace context. Called on the request's event loop.
 */
@NullMarked
package io.freshet.gateway.door;

import org.jspecify.annotations.NullMarked;
