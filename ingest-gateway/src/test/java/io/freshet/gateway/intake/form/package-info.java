@NullMarked
package io.freshet.gateway.intake.form;

import org.jspecify.annotations.NullMarked;
