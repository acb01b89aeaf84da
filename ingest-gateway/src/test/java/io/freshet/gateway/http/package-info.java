@NullMarked
package io.freshet.gateway.http;

import org.jspecify.annotations.NullMarked;
