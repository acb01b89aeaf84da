/** The schema registry, spoken to over the Confluent-compatible API; what it once said is kept on disk. */
@NullMarked
package io.freshet.model.registry;

import org.jspecify.annotations.NullMarked;
