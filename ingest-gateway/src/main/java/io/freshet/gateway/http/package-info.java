/** Routes, bodies and answers; sees no Kafka type. */
@NullMarked
package io.freshet.gateway.http;

import org.jspecify.annotations.NullMarked;
