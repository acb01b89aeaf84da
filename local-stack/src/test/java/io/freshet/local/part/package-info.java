@NullMarked
package io.freshet.local.part;

import org.jspecify.annotations.NullMarked;
