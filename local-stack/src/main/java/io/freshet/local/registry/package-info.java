/** The schema registry: Apicurio on an H2 file that is written through. */
@NullMarked
package io.freshet.local.registry;

import org.jspecify.annotations.NullMarked;
