/** Freshet. */
package io.freshet.cli;
