@NullMarked
package io.freshet.local.types;

import org.jspecify.annotations.NullMarked;
