/** Freshet. */
package io.freshet.relay;
