@NullMarked
package io.freshet.gateway.session;

import org.jspecify.annotations.NullMarked;
