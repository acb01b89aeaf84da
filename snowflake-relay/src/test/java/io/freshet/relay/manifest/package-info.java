@NullMarked
package io.freshet.relay.manifest;

import org.jspecify.annotations.NullMarked;
