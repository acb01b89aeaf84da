/** Freshet. */
package io.freshet.processor;
