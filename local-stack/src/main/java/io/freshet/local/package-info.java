/** Freshet. */
package io.freshet.local;
