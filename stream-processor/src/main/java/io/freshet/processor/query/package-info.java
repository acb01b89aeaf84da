/** Results over HTTP: by key and time, from the instance that holds them, and as a stream of updates. */
@NullMarked
package io.freshet.processor.query;

import org.jspecify.annotations.NullMarked;
