@NullMarked
package io.freshet.gateway.spool;

import org.jspecify.annotations.NullMarked;
