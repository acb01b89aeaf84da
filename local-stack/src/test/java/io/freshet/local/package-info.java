@NullMarked
package io.freshet.local;

import org.jspecify.annotations.NullMarked;
