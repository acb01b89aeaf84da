@NullMarked
package io.freshet.local.fault;

import org.jspecify.annotations.NullMarked;
