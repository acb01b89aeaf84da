/** Tests of the package of the same name. */
@NullMarked
package io.freshet.processor.alert;

import org.jspecify.annotations.NullMarked;
