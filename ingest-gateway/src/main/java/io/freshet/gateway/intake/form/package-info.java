/** Forms and query strings into JSON events. Pure. */
@NullMarked
package io.freshet.gateway.intake.form;

import org.jspecify.annotations.NullMarked;
