/** What the tests share: orders, the batch calculation they are compared with, and results as they are read. */
@NullMarked
package io.freshet.processor;

import org.jspecify.annotations.NullMarked;
