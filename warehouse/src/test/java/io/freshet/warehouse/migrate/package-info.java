@NullMarked
package io.freshet.warehouse.migrate;

import org.jspecify.annotations.NullMarked;
