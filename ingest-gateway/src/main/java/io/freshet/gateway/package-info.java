/** Freshet. */
package io.freshet.gateway;
